import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../model/canonical.ts';
import type { Report, StepResult } from '../model/report.ts';
import { digestOf } from '../model/source.ts';

/** What happens in a run, as it happens, so that a run that is killed can be gone on with. */
export interface Journal {
  step(run: string, result: StepResult): void;
  report(entry: FinishedRun): void;
  /** A run that came to its end leaves no journal. */
  close(isComplete: boolean): Promise<void>;
}

export interface FinishedRun {
  /** The key of the run: `runbook@image`. */
  readonly run: string;
  /** The key of all that could change what it finds. */
  readonly of: string;
  readonly report: Report;
}

/** What the journal of a run says that did not come to its end. */
export interface PastRun {
  /** The key of its plan. */
  readonly plan: string;
  readonly finished: ReadonlyMap<string, FinishedRun>;
  /** The steps that had ended of runs that had not, by the key of the run. */
  readonly steps: ReadonlyMap<string, readonly StepResult[]>;
}

type Entry =
  | { readonly plan: string }
  | { readonly run: string; readonly step: StepResult }
  | FinishedRun;

export function journalFile(stateDir: string): string {
  return join(stateDir, 'run.jsonl');
}

/**
 * Begins the journal of a run with what is taken over from the one before. The old journal stays until
 * the new one holds as much. A disk that takes nothing keeps nobody from running.
 */
export function startJournal(
  stateDir: string,
  plan: string,
  taken: readonly FinishedRun[],
): Journal {
  const file = journalFile(stateDir);
  let handle: number | undefined;
  /** At once and not in a queue: what a step has found is to outlive our being killed. */
  const write = (entry: Entry): void => {
    if (handle === undefined) return;
    try {
      writeSync(handle, lineOf(entry));
    } catch {
      handle = undefined;
    }
  };
  /** Outlives also the machine's; too slow for each step. */
  const sync = (): void => {
    try {
      if (handle !== undefined) fdatasyncSync(handle);
    } catch {
      // The system has it, and will write it when it can.
    }
  };
  try {
    mkdirSync(stateDir, { recursive: true });
    const beginning = `${file}.${randomBytes(6).toString('hex')}`;
    handle = openSync(beginning, 'wx');
    write({ plan });
    for (const entry of taken) write(entry);
    sync();
    renameSync(beginning, file);
  } catch {
    handle = undefined;
  }
  return {
    step: (run, step) => write({ run, step }),
    report(entry) {
      write(entry);
      sync();
    },
    async close(isComplete) {
      if (handle === undefined) return;
      const isOurs = isSameFile(handle, file);
      closeSync(handle);
      handle = undefined;
      if (isComplete && isOurs) await rm(file, { force: true }).catch(() => {});
    },
  };
}

/** Another run in the same site may have begun its own journal meanwhile. */
function isSameFile(handle: number, file: string): boolean {
  return fstatSync(handle).ino === statSync(file, { throwIfNoEntry: false })?.ino;
}

/**
 * The journal that a stopped or killed run has left. A line that is not whole, as the last one may be,
 * is passed over. @param check gives back what is a report, and undefined for anything else
 */
export async function readJournal(
  stateDir: string,
  check: (value: unknown) => Report | undefined,
): Promise<PastRun | undefined> {
  const text = await readFile(journalFile(stateDir), 'utf8').catch(() => undefined);
  const [head, ...entries] = text?.split('\n').map(entryOf) ?? [];
  if (head === undefined || !('plan' in head)) return undefined;
  const finished = new Map<string, FinishedRun>();
  const steps = new Map<string, StepResult[]>();
  for (const entry of entries) {
    if (entry === undefined || 'plan' in entry) continue;
    if ('step' in entry) {
      steps.set(entry.run, [...(steps.get(entry.run) ?? []), entry.step]);
      continue;
    }
    const report = check(entry.report);
    if (report === undefined) continue;
    finished.set(entry.run, { ...entry, report });
    steps.delete(entry.run);
  }
  return { plan: head.plan, finished, steps };
}

/** A line begins with a checksum of its rest: a torn one is told from a whole one. */
function lineOf(entry: Entry): string {
  const json = canonicalJson(entry);
  return `${checksumOf(json)} ${json}\n`;
}

function entryOf(line: string): Entry | undefined {
  const [checksum, json] = [line.slice(0, 16), line.slice(17)];
  if (json === '' || checksum !== checksumOf(json)) return undefined;
  // Whole: so it is as we have written it.
  return JSON.parse(json) as Entry;
}

function checksumOf(json: string): string {
  return digestOf(json).slice('sha256:'.length, 'sha256:'.length + 16);
}
