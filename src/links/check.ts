import { join } from 'node:path';
import { type Config, severityOf } from '../model/config.ts';
import { type Diagnostic, type DiagnosticInput, diagnosticAt } from '../model/diagnostic.ts';
import type { ExternalLink } from '../model/page.ts';
import { readRecord, writeRecord } from '../store/record.ts';
import type { Outcome } from './look.ts';
import { lookAll } from './look-all.ts';

export interface ExternalCheck {
  readonly links: readonly ExternalLink[];
  readonly config: Pick<Config, 'checks' | 'stateDir'>;
  /** Of Rutter, which says who asks. */
  readonly version: string;
  readonly signal: AbortSignal;
  /** What earlier runs found is not believed. */
  readonly force?: boolean | undefined;
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
}

export interface ExternalResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Different URLs. */
  readonly urls: number;
  /** Of them, those that an earlier run has looked at. */
  readonly known: number;
}

type Line = readonly [url: string, at: number, outcome: Outcome];
const format = 'rutter-links-1';
/** Progress that an interrupted run leaves. */
const saveEvery = 100;

/**
 * Looks at every URL of other hosts that pages link to, each once. What was found is remembered for as
 * long as the configuration says; what was not is asked for again each time.
 */
export async function checkExternal(input: ExternalCheck): Promise<ExternalResult> {
  const { links, config, onProgress } = input;
  const { external } = config.checks;
  const file = join(config.stateDir, 'links');
  const outcomes = new Map<string, Outcome>();
  const memory = new Map(
    (readRecord(file, format) as Line[] | undefined)?.map((line) => [line[0], line]),
  );
  const wanted = [...new Set(links.map(({ url }) => withoutHash(url)))].sort();
  const now = Date.now();
  const fresh = wanted.filter((url) => {
    const known = input.force === true ? undefined : memory.get(url);
    const isFresh = known !== undefined && known[1] <= now && now - known[1] < external.maxAgeMs;
    if (isFresh && isSound(known[2])) outcomes.set(url, known[2]);
    return !outcomes.has(url);
  });
  const known = outcomes.size;
  const save = (): void => {
    const lines = [...memory.values()].filter(([, at]) => now - at < external.maxAgeMs);
    try {
      writeRecord(file, format, lines);
    } catch {
      // The next run asks again.
    }
  };
  onProgress?.(known, wanted.length);
  const options = {
    timeoutMs: external.timeoutMs,
    retries: external.retries,
    pauseMs: external.pauseMs,
    allowPrivate: external.private,
    userAgent: `Rutter/${input.version} (link check)`,
    signal: input.signal,
  };
  try {
    await lookAll(fresh, options, (url, outcome) => {
      outcomes.set(url, outcome);
      if (isSound(outcome)) memory.set(url, [url, Date.now(), outcome]);
      else memory.delete(url);
      onProgress?.(outcomes.size, wanted.length);
      if (outcomes.size % saveEvery === 0) save();
    });
  } finally {
    if (fresh.length > 0) save();
  }
  const diagnostics = links.flatMap((link) => {
    const outcome = outcomes.get(withoutHash(link.url));
    const problem = outcome && problemOf(link.url, outcome, config);
    return problem === undefined ? [] : [diagnosticAt(link.source, link.span, problem)];
  });
  return { diagnostics, urls: wanted.length, known };
}

function isSound({ kind }: Outcome): boolean {
  return kind === 'found' || kind === 'moved';
}

function problemOf(
  url: string,
  outcome: Outcome,
  { checks }: Pick<Config, 'checks'>,
): DiagnosticInput | undefined {
  switch (outcome.kind) {
    case 'found':
      return undefined;
    case 'moved':
      return {
        code: 'link-moved',
        severity: 'info',
        message: `\`${url}\` has moved for good`,
        hint: `link to \`${outcome.to}\``,
      };
    case 'broken': {
      const severity = severityOf(checks.external.level);
      if (severity === undefined) return undefined;
      return {
        code: 'link-external',
        severity,
        message: `\`${url}\` leads nowhere: ${outcome.reason}`,
        hint: 'mend the link, or name it in `checks.exceptions`',
      };
    }
    case 'refused':
      return {
        code: 'link-external',
        severity: 'info',
        message: `\`${url}\` cannot be judged: ${outcome.reason}`,
        hint: 'look at it yourself; it may be there for people',
      };
    case 'private':
      return {
        code: 'link-external',
        severity: 'info',
        message: `\`${url}\` was not asked for: its host is not one of the public internet`,
        hint: 'set `checks.external.private` to ask it',
      };
  }
}

function withoutHash(url: string): string {
  const at = url.indexOf('#');
  return at === -1 ? url : url.slice(0, at);
}
