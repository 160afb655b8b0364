import { interrupted, type Report } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import type { RunOf, VerifyEvent } from '../verify.ts';

export interface Running extends RunOf {
  readonly sinceMs: number;
  readonly expectedMs?: number | undefined;
  readonly step?: { readonly number: number; readonly total: number; readonly name: string };
}

/** Where a run of `verify` stands, from its events. */
export interface Tally {
  on(event: VerifyEvent, nowMs: number): void;
  readonly sinceMs: number;
  /** In the order in which they were begun. */
  running(): readonly Running[];
  /** `failed`: did not pass, for whatever reason but that it was stopped. `known`: passed earlier. */
  counts(): {
    readonly total: number;
    readonly done: number;
    readonly failed: number;
    readonly known: number;
  };
  /** What is left at the pace of the last time; undefined where no time is known. */
  leftMs(nowMs: number): number | undefined;
}

export function createTally(sinceMs = Date.now()): Tally {
  const waiting = new Map<string, number | undefined>();
  const running = new Map<string, Running>();
  const took: number[] = [];
  const counted = { total: 0, done: 0, failed: 0, known: 0 };
  let jobs = 1;

  const on = (event: VerifyEvent, nowMs: number): void => {
    switch (event.type) {
      case 'found':
        counted.total = event.runs;
        jobs = event.jobs;
        return;
      case 'runbook-known':
        counted.done += 1;
        if (event.report.cached) counted.known += 1;
        if (isFailure(event.report)) counted.failed += 1;
        return;
      case 'runbook-queued':
        waiting.set(keyOf(event), event.expectedMs);
        return;
      case 'runbook-start': {
        const key = keyOf(event);
        const { runbook, image } = event;
        running.set(key, { runbook, image, sinceMs: nowMs, expectedMs: waiting.get(key) });
        waiting.delete(key);
        return;
      }
      case 'step-start': {
        const key = keyOf(event);
        const one = running.get(key);
        const { step, total } = event;
        const name = step.title ?? step.id;
        if (one) running.set(key, { ...one, step: { number: step.number, total, name } });
        return;
      }
      case 'runbook-end':
        running.delete(keyOf(event));
        took.push(event.report.durationMs);
        counted.done += 1;
        if (isFailure(event.report)) counted.failed += 1;
        return;
      case 'step-end':
      case 'step-retry':
      case 'pull':
      case 'report':
      case 'resumed':
        return;
    }
  };

  const leftMs = (nowMs: number): number | undefined => {
    const expected = [...waiting.values(), ...[...running.values()].map((one) => one.expectedMs)];
    const seen = [...expected.filter((ms) => ms !== undefined), ...took];
    if (seen.length === 0) return undefined;
    // Of what never ran, the mean of the others is as good a guess as any.
    const mean = seen.reduce((sum, ms) => sum + ms, 0) / seen.length;
    const still = [...running.values()].map((one) =>
      Math.max(0, (one.expectedMs ?? mean) - (nowMs - one.sinceMs)),
    );
    const later = [...waiting.values()].reduce((sum: number, ms) => sum + (ms ?? mean), 0);
    const sum = later + still.reduce((all, ms) => all + ms, 0);
    return Math.max(sum / jobs, ...still);
  };

  return {
    on,
    sinceMs,
    running: () => [...running.values()],
    counts: () => ({ ...counted }),
    leftMs,
  };
}

function isFailure({ status, reason }: Report): boolean {
  return status !== 'passed' && reason !== interrupted;
}

function keyOf({
  runbook,
  image,
}: {
  readonly runbook: Runbook;
  readonly image?: string | undefined;
}) {
  return JSON.stringify([runbook.id, image]);
}
