import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { CommandResult } from '../../model/report.ts';
import type { Step } from '../../model/runbook.ts';
import type { Attempted } from './attempted.ts';
import { firstLine } from './command-place.ts';
import type { RunContext } from './context.ts';
import { snapshot } from './snapshot.ts';
import { differences } from './snapshot-differences.ts';
import type { Snapshot } from './snapshot-entry.ts';
import { SnapshotError } from './snapshot-process.ts';
import { contentDiffs } from './snapshot-text-diff.ts';

/** What came of running a step that has passed once more. */
export interface SecondRun {
  readonly problem?: Diagnostic | undefined;
  /** Of the second run, where that is what failed; else those of the first are worth showing. */
  readonly commands?: readonly CommandResult[] | undefined;
  /** The files that are not as the first run left them. */
  readonly changes?: readonly string[] | undefined;
}

type IdempotenceContext = Pick<
  RunContext,
  'runbook' | 'sandbox' | 'deadline' | 'signal' | 'masker'
>;

/** To read the file system once. */
const lookMs = 120_000;
/** Beside the writable folders there are headers, and the rest of the system of a root page. */
const spareBytes = 512 * 2 ** 20;

/**
 * Runs a step that has just passed `again` and says whether it changes nothing: it must succeed, and
 * every file must be as before. Where the file system cannot be looked at, nothing is proven.
 * @throws SandboxError when the sandbox cannot do its part.
 */
export async function runAgain(
  step: Step,
  context: IdempotenceContext,
  again: () => Promise<Attempted>,
): Promise<SecondRun> {
  try {
    const before = await look(context);
    const { problem, commands } = await again();
    if (problem !== undefined) return { problem: inSecondRun(problem), commands };
    const after = await look(context);
    const changes = differences(before, after);
    if (changes.length === 0) return {};
    return { problem: notIdempotent(step, context, { before, after, changes }), changes };
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    return { problem: notCompared(step, context, error) };
  }
}

/** Every sandbox has it, and everybody may write there. */
const sharedMemory = '/dev/shm';

function look({ sandbox, runbook, deadline, signal }: IdempotenceContext): Promise<Snapshot> {
  const places = { ...sandbox, writable: [...sandbox.writable, sharedMemory] };
  const leftMs = Math.max(1, Math.ceil(deadline - performance.now()));
  return snapshot(places, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(Math.min(lookMs, leftMs))]),
    mostBytes: sandbox.writable.length * runbook.sandbox.limits.diskBytes + spareBytes,
  });
}

function inSecondRun(problem: Diagnostic): Diagnostic {
  return {
    ...problem,
    message: `${problem.message} (when it was run a second time, as it is \`idempotent\`)`,
    hint:
      problem.hint ??
      'let the step see that its work is done, as `mkdir -p` does, or leave `idempotent` out',
  };
}

interface Changed {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly changes: readonly string[];
}

function notIdempotent(
  step: Step,
  { runbook, masker }: IdempotenceContext,
  { before, after, changes }: Changed,
): Diagnostic {
  return diagnosticAt(runbook.source, firstLine(runbook.source, step.span), {
    code: 'step-not-idempotent',
    message: `step \`${step.id}\` is not idempotent: its second run changed ${countOf(changes)}`,
    hint: 'let the second run find nothing to do, or write the same bytes again; or leave `idempotent` out',
    details: [...changes, ...contentDiffs(before, after, masker)],
  });
}

function countOf(changes: readonly string[]): string {
  const [first = ''] = changes;
  if (changes.length > 1) return 'more than one file';
  return `\`${first.replace(/^(?:changed|added|removed) /, '').replace(/(?:: | \().*$/s, '')}\``;
}

function notCompared(
  step: Step,
  { runbook }: IdempotenceContext,
  { message, hint }: SnapshotError,
): Diagnostic {
  return diagnosticAt(runbook.source, firstLine(runbook.source, step.span), {
    code: 'step-not-compared',
    message: `whether step \`${step.id}\` is idempotent cannot be told, as its files cannot be compared: ${message}`,
    hint,
  });
}
