import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { canonicalJson } from '../model/canonical.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Evidence, PastRun, Report } from '../model/report.ts';
import { evidenceFileName } from './evidence-file.ts';
import { underLock } from './lock.ts';
import { temporaryPrefix, writeAtomically } from './write-atomically.ts';

/** A report that we wrote is far smaller; see the budget of captured output in `runbook/`. */
const largestBytes = 64 * 2 ** 20;
/** As many runs are remembered of a runbook in an image: a month of nights. */
export const mostPastRuns = 30;
/** What a killed process left behind is removed when it is as old as this. */
const abandonedMs = 10 * 60_000;

function folderOf(stateDir: string): string {
  return join(stateDir, 'evidence');
}

/**
 * Keeps a report for the build. One that says nothing about the page (`error`, `not-run`, a part of its
 * steps) leaves what was known before as it was. A pass that was not repeated is kept as what it is: a
 * run of then.
 */
export async function saveEvidence(stateDir: string, report: Report): Promise<void> {
  if (report.partial || report.status === 'error' || report.status === 'not-run') return;
  const { cached: _, ...found } = report;
  const folder = folderOf(stateDir);
  const file = join(folder, evidenceFileName(report.runbook, report.image));
  await mkdir(folder, { recursive: true });
  await removeAbandoned(folder);
  const { status } = report;
  // Of two that end at once the second adds to what the first has written.
  await underLock(join(folder, `.lock-${basename(file)}`), async () => {
    const before = await readEvidence(file);
    const known =
      'evidence' in before && isOf(report, before.evidence) ? before.evidence : undefined;
    const evidence: Evidence = {
      ...found,
      ...provenSince(report, known),
      history: historyWith(report, status, known),
    };
    await writeAtomically(file, `${canonicalJson(evidence, 2)}\n`);
  });
}

function isOf({ runbook, image }: Report, before: Evidence): boolean {
  return before.runbook === runbook && before.image === image;
}

/** A pass that was not repeated is there already; one from elsewhere takes its place in time. */
function historyWith(
  { startedAt, durationMs }: Report,
  status: PastRun['status'],
  before: Evidence | undefined,
): readonly PastRun[] {
  const others = runsOf(before).filter((one) => one.startedAt !== startedAt);
  return [...others, { startedAt, status, durationMs }]
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .slice(-mostPastRuns);
}

/** Of evidence from before there were histories, its own run is known. */
function runsOf(evidence: Evidence | undefined): readonly PastRun[] {
  if (evidence === undefined) return [];
  const { history, startedAt, status, durationMs } = evidence;
  if (history !== undefined) return history;
  return status === 'passed' || status === 'failed' ? [{ startedAt, status, durationMs }] : [];
}

function provenSince(report: Report, before: Evidence | undefined): Pick<Evidence, 'provenSince'> {
  if (report.status !== 'passed') return {};
  const unbroken = before?.status === 'passed' && before.runbookDigest === report.runbookDigest;
  const since = unbroken ? before.provenSince : undefined;
  // A pass from elsewhere may be older than what is known here; instants in UTC sort as text.
  return {
    provenSince: since === undefined || report.startedAt < since ? report.startedAt : since,
  };
}

/** All evidence, sorted by runbook and image. A file that cannot be read is a warning. */
export async function loadEvidence(stateDir: string): Promise<{
  readonly evidence: readonly Evidence[];
  readonly diagnostics: readonly Diagnostic[];
}> {
  const folder = folderOf(stateDir);
  const evidence: Evidence[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of namesIn(folder)) {
    const read = await readEvidence(join(folder, name));
    if ('evidence' in read) {
      // A file copied under another name must not stand in for that runbook.
      const expected = evidenceFileName(read.evidence.runbook, read.evidence.image);
      if (expected === name) evidence.push(read.evidence);
      else diagnostics.push(unusable(name, `it belongs in \`${expected}\``));
    } else if (read.problem !== 'missing') diagnostics.push(unusable(name, read.problem));
  }
  return { evidence, diagnostics };
}

function unusable(name: string, why: string): Diagnostic {
  return diagnostic({
    code: 'evidence-invalid',
    severity: 'warning',
    message: `the evidence in \`${name}\` was passed over: ${why}`,
    hint: 'remove the file and run `rutter verify` again',
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder);
    return names.filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Waits for the disk: of thousands of small files most of the time would go into being told of each. */
async function readEvidence(
  file: string,
): Promise<{ readonly evidence: Evidence } | { readonly problem: string }> {
  try {
    const stats = statSync(file);
    // What is no file may have no end.
    if (!stats.isFile()) return { problem: 'it is no file' };
    if (stats.size > largestBytes) return { problem: 'it is too large' };
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    // A site without evidence has no use for the library that checks it.
    const { evidenceSchema } = await import('./schema.ts');
    const parsed = evidenceSchema.safeParse(value);
    if (parsed.success) return { evidence: bounded(parsed.data) };
    const [issue] = parsed.error.issues;
    return { problem: `${issue?.path.map(String).join('.') || 'it'}: ${issue?.message}` };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { problem: 'missing' };
    return { problem: error instanceof SyntaxError ? 'it is no JSON' : `${error}` };
  }
}

/** Whoever wrote it: the newest runs, and no more than we keep. */
function bounded({ history, ...found }: Evidence): Evidence {
  return history === undefined ? found : { ...found, history: history.slice(-mostPastRuns) };
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(temporaryPrefix)) continue;
    const file = join(folder, name);
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > abandonedMs) await rm(file, { force: true });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
