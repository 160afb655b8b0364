import { type Closed, type Closing, closed, type End, type Running } from './background-end.ts';
import type { Neighbour } from './neighbour.ts';
import { pause } from './waiting.ts';

/** The background steps of one run. */
export interface BackgroundSteps {
  add(running: Running): void;
  /** Those that have ended by themselves since it was asked last. */
  ended(): Promise<readonly Closed[]>;
  /** Stops one that runs, where one of that id does. */
  stop(id: string): Promise<readonly Closed[]>;
  /** Stops all, the last one first. */
  stopAll(): Promise<readonly Closed[]>;
  /** Of those that still run, what they have written so far; they end with their sandbox. */
  abandon(): readonly Closed[];
  /** Waits a moment for the news of one that has ended, where any runs. */
  settle(signal: AbortSignal): Promise<void>;
  /** For hints: which there are, and with which status they have ended by themselves. */
  readonly known: readonly Neighbour[];
}

/** How long the news of an end may take to reach us. */
const newsMs = 100;
/** Between TERM and KILL, of one. */
const graceMs = 5_000;
/** And of all, at the end. */
const allGraceMs = 20_000;

export function backgroundSteps(context: Closing): BackgroundSteps {
  const open = new Map<string, Running>();
  const ends = new Map<string, End>();
  const known = new Map<string, Neighbour>();
  const close = (running: Running, end: End): Closed => {
    const { id } = running.step;
    open.delete(id);
    ends.delete(id);
    const state = end.by === 'itself' ? { endedWith: end.status } : 'stopped';
    known.set(id, { id, hasReady: running.step.background?.ready !== undefined, state });
    return closed(running, end, context);
  };
  const stopOne = async (running: Running, ms: number): Promise<Closed> => {
    // What has ended a moment ago is told by a promise that may still have to settle.
    await turn();
    const end = ends.get(running.step.id);
    if (end !== undefined) return close(running, end);
    await running.job.stop(ms);
    return close(running, { by: 'us' });
  };
  return {
    add(running) {
      const { id, background } = running.step;
      open.set(id, running);
      known.set(id, { id, hasReady: background?.ready !== undefined, state: 'running' });
      void running.job.ended.then((status) => {
        if (open.get(id) !== running) return;
        ends.set(id, status === undefined ? { by: 'sandbox' } : { by: 'itself', status });
      });
    },
    async ended() {
      if (open.size === 0) return [];
      await turn();
      return [...open.values()].flatMap((running) => {
        const end = ends.get(running.step.id);
        return end?.by === 'itself' ? [close(running, end)] : [];
      });
    },
    async stop(id) {
      const running = open.get(id);
      return running === undefined ? [] : [await stopOne(running, graceMs)];
    },
    async stopAll() {
      const all: Closed[] = [];
      const until = performance.now() + allGraceMs;
      for (const running of [...open.values()].reverse()) {
        const leftMs = Math.max(0, until - performance.now());
        all.push(await stopOne(running, Math.min(graceMs, leftMs)));
      }
      return all;
    },
    abandon: () =>
      [...open.values()].map((running) =>
        close(running, ends.get(running.step.id) ?? { by: 'sandbox' }),
      ),
    async settle(signal) {
      if (open.size === 0) return;
      await Promise.race([
        pause(newsMs, signal),
        ...[...open.values()].map(({ job }) => job.ended),
      ]);
      await turn();
    },
    get known() {
      return [...known.values()].map((one) => {
        const end = open.has(one.id) ? ends.get(one.id) : undefined;
        return end?.by === 'itself' ? { ...one, state: { endedWith: end.status } } : one;
      });
    },
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
