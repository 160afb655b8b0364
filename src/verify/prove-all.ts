import { interrupted, type Report } from '../model/report.ts';
import type { RunOf } from './events.ts';
import { inOrder } from './in-order.ts';
import { createPool } from './pool.ts';
import { unrunReport } from './unrun-report.ts';

/** Either its report is known before it is run, or it can be run. */
export type Prepared =
  | { readonly report: Report }
  | {
      readonly prove: (signal: AbortSignal) => Promise<Report>;
      /** How long it took the last time. */
      readonly expectedMs?: number | undefined;
    };

/**
 * Which runs are begun first, where more than one can run: those that take longest, so that none is
 * waited for at the end, or those whose reports are told first.
 */
export type BeginOrder = 'longest' | 'plan';

export interface ProveAllInput<R extends RunOf> {
  /** In the order in which they are to be told. */
  readonly runs: readonly R[];
  readonly prepare: (run: R, signal: AbortSignal) => Promise<Prepared>;
  /** Sandboxes at once. */
  readonly jobs: number;
  readonly order: BeginOrder;
  /** Whether a run is to be begun before all others. */
  readonly isUrgent: (run: R) => boolean;
  /** Whether after this report nothing more is to be run. */
  readonly endsAll: (report: Report) => boolean;
  /** Each as soon as it is there. */
  readonly keep: (report: Report) => Promise<void>;
  /** Each in its turn, in the order of the runs. */
  readonly onReport: (report: Report) => void;
  readonly signal: AbortSignal;
}

/**
 * Prepares all runs, and proves what has to be proven in as many sandboxes at once as there may be.
 * What is stopped from outside before it has begun has no report. What is stopped because another run
 * ended all is `not-run` and says so.
 */
export async function proveAll<R extends RunOf>(input: ProveAllInput<R>): Promise<Report[]> {
  const { runs, jobs, signal } = input;
  const pool = createPool(jobs);
  const end = new AbortController();
  const until = AbortSignal.any([signal, end.signal]);
  const reports: Report[] = [];
  const told = inOrder((report: Report | undefined) => {
    if (report === undefined) return;
    reports.push(report);
    input.onReport(report);
  });
  let ending: Report | undefined;

  const weightOf = (run: R, index: number, expectedMs = Number.MAX_VALUE): number => {
    if (input.isUrgent(run)) return Number.POSITIVE_INFINITY;
    // With one place nothing is gained by another order than that of the plan.
    return jobs === 1 || input.order === 'plan' ? -index : expectedMs;
  };

  const settle = async (run: R, index: number): Promise<Report | undefined> => {
    const prepared = await input.prepare(run, until);
    if ('report' in prepared) return prepared.report;
    return await pool.run(weightOf(run, index, prepared.expectedMs), async () => {
      if (signal.aborted) return undefined;
      if (ending !== undefined) return afterEnd(run, ending);
      const report = await prepared.prove(until);
      const isCutShort = report.status === 'error' && report.reason === interrupted;
      if (isCutShort && ending !== undefined && !signal.aborted) return afterEnd(run, ending);
      return report;
    });
  };

  const all = runs.map(async (run, index) => {
    try {
      const report = await settle(run, index);
      if (report !== undefined && ending === undefined && input.endsAll(report)) {
        ending = report;
        end.abort();
      }
      if (report !== undefined) await input.keep(report);
      told(index, report);
    } catch (error) {
      // Our own mistake; the sandboxes of the others are to be gone before it is told.
      end.abort();
      throw error;
    }
  });
  const outcomes = await Promise.allSettled(all);
  const failure = outcomes.find((one) => one.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return reports;
}

function afterEnd(run: RunOf, ending: Report): Report {
  const where = ending.image === undefined ? '' : ` in ${ending.image}`;
  return unrunReport({
    ...run,
    reason: `\`${ending.file}\`${where} did not pass, and --fail-fast ends at that`,
  });
}
