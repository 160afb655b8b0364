import { join } from 'node:path';
import type { Report } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import { localStore } from './local.ts';
import { ageOf, doubtedAt, doubtOf, isLasting, toldOfToday } from './pass.ts';
import { type RemoteOptions, remoteStore } from './remote.ts';
import { seal, unseal } from './sealed.ts';

/** Passes that need not be repeated: in a folder, and on a server where one is named. */
export interface Passes {
  /** The pass of these very steps, marked as `cached`, where one is known that is to be believed. */
  find(key: string, runbook: Runbook, image: string | undefined): Promise<Report | undefined>;
  /**
   * Keeps a report, if it is a pass that may stand in for a later run; if it is a failure or a late
   * pass, what was known is believed no more.
   */
  keep(key: string, runbook: Runbook, report: Report): Promise<void>;
  /** Waits for what is still being sent, and removes what is too old or too much. */
  close(): Promise<void>;
}

export interface PassesOptions {
  readonly stateDir: string;
  /** Older passes are not believed; in milliseconds. */
  readonly maxAgeMs: number;
  readonly remote?: Omit<RemoteOptions, 'largestBytes'> | undefined;
  /** Gives back what is a report, and undefined for anything else. */
  readonly check: (value: unknown) => Report | undefined;
  /** Nothing is looked up, but what passes is kept. */
  readonly force?: boolean | undefined;
}

/** A report is far smaller: what commands print is kept within bounds. */
const largestBytes = 16 * 2 ** 20;
const mostPasses = 5_000;
/** Longer than any pass is believed by default; a folder that CI carries along does not grow for ever. */
const keptMs = 30 * 24 * 3_600_000;

export function openPasses(options: PassesOptions): Passes {
  const { maxAgeMs, check } = options;
  const folder = join(options.stateDir, 'cache', 'passes');
  const local = localStore({ folder, maxAgeMs: keptMs, most: mostPasses, largestBytes });
  const remote = options.remote && remoteStore({ ...options.remote, largestBytes });
  const sending = new Set<Promise<void>>();
  let hasWritten = false;

  const write = async (key: string, value: unknown): Promise<void> => {
    hasWritten = true;
    await local.write(key, value);
  };

  const find: Passes['find'] = async (key, runbook, image) => {
    if (options.force) return undefined;
    const believed = (value: unknown): Report | undefined => {
      const report = value === undefined ? undefined : check(value);
      if (report === undefined || !isLasting(report, runbook)) return undefined;
      const age = ageOf(report, Date.now());
      if (age === undefined || age > maxAgeMs) return undefined;
      return toldOfToday(report, runbook, image);
    };
    const kept = await local.read(key);
    const near = believed(kept);
    if (near !== undefined) return { ...near, cached: true };
    const doubted = doubtedAt(kept) ?? Number.NEGATIVE_INFINITY;
    const bytes = await remote?.get(key);
    const far = bytes && believed(unseal(key, bytes));
    if (far === undefined || Date.parse(far.startedAt) <= doubted) return undefined;
    await write(key, far);
    return { ...far, cached: true };
  };

  return {
    find,
    async keep(key, runbook, report) {
      const value = isLasting(report, runbook) ? report : doubtOf(report);
      if (value === undefined) return;
      await write(key, value);
      if (remote === undefined) return;
      // Nobody waits for the server before the end.
      const sent = remote.put(key, seal(key, value)).finally(() => sending.delete(sent));
      sending.add(sent);
    },
    async close() {
      await Promise.all(sending);
      if (hasWritten) await local.prune();
    },
  };
}
