import { describe, expect, test } from 'vitest';
import { interrupted, type Report } from '../../src/model/report.ts';
import type { RunOf } from '../../src/verify/events.ts';
import { type Prepared, type ProveAllInput, proveAll } from '../../src/verify/prove-all.ts';
import { passOf, runbookOf } from '../cache/reports.ts';

const run = (id: string): RunOf => ({ runbook: runbookOf({ id }) });
const report = ({ runbook }: RunOf, change: Partial<Report> = {}) => passOf(runbook, change);
const ids = (reports: readonly Report[]) => reports.map((one) => one.runbook);
const pause = (turns: number): Promise<void> =>
  turns === 0
    ? Promise.resolve()
    : new Promise((resolve) => setImmediate(resolve)).then(() => pause(turns - 1));

interface World {
  readonly told: string[];
  readonly kept: string[];
  readonly begun: string[];
  most: number;
}

/** Runs that take so many turns of the event loop, and what was seen of them. */
async function proving(
  turns: Readonly<Record<string, number>>,
  change: Partial<ProveAllInput<RunOf>> = {},
  outcome: (one: RunOf) => Partial<Report> = () => ({}),
) {
  const world: World = { told: [], kept: [], begun: [], most: 0 };
  let now = 0;
  const prepare = async (one: RunOf): Promise<Prepared> => ({
    async prove(signal) {
      world.begun.push(one.runbook.id);
      now += 1;
      world.most = Math.max(world.most, now);
      for (let left = turns[one.runbook.id] ?? 0; left > 0 && !signal.aborted; left -= 1) {
        await pause(1);
      }
      now -= 1;
      if (signal.aborted) return report(one, { status: 'error', reason: interrupted });
      return report(one, outcome(one));
    },
  });
  const reports = await proveAll({
    runs: Object.keys(turns).map(run),
    prepare,
    jobs: 2,
    order: 'longest',
    isUrgent: () => false,
    endsAll: () => false,
    keep: async (one) => void world.kept.push(one.runbook),
    onReport: (one) => void world.told.push(one.runbook),
    signal: new AbortController().signal,
    ...change,
  });
  return { reports, ...world };
}

describe('many runs', () => {
  test('are told in their order, whichever ends first, and no more at once than may be', async () => {
    const found = await proving({ a: 30, b: 1, c: 20, d: 0, e: 5 });
    expect(ids(found.reports)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(found.told).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(found.kept[0]).toBe('b');
    expect(found.most).toBe(2);
  });
  test.each([1, 3, 8])('%d at once', async (jobs) => {
    const turns = Object.fromEntries([...'abcdefgh'].map((id) => [id, 3]));
    const found = await proving(turns, { jobs });
    expect(found.most).toBe(jobs);
    expect(found.told).toEqual([...'abcdefgh']);
  });
  test('the longest is begun first, and what never ran before it', async () => {
    const expected: Readonly<Record<string, number | undefined>> = {
      a: 1,
      b: 9,
      c: 5,
      d: undefined,
    };
    const begun: string[] = [];
    const prepare = async (one: RunOf): Promise<Prepared> => ({
      expectedMs: expected[one.runbook.id],
      prove: async () => {
        begun.push(one.runbook.id);
        await pause(3);
        return report(one);
      },
    });
    const { told } = await proving({ a: 0, b: 0, c: 0, d: 0 }, { prepare });
    expect(begun).toEqual(['d', 'b', 'c', 'a']);
    expect(told).toEqual(['a', 'b', 'c', 'd']);
    begun.length = 0;
    for (const change of [{ jobs: 1 }, { order: 'plan' }] as const) {
      await proving({ a: 0, b: 0, c: 0, d: 0 }, { prepare, ...change });
      expect(begun.splice(0)).toEqual(['a', 'b', 'c', 'd']);
    }
    for (const order of ['longest', 'plan'] as const) {
      const isUrgent = ({ runbook }: RunOf) => runbook.id === 'c';
      const urgent = await proving({ a: 0, b: 0, c: 0, d: 0 }, { prepare, order, isUrgent });
      expect(begun.splice(0)[0]).toBe('c');
      expect(urgent.told).toEqual(['a', 'b', 'c', 'd']);
    }
  });
  test('what has to wait for its image lets the others run', async () => {
    let pulled = (): void => {};
    const image = new Promise<void>((resolve) => {
      pulled = resolve;
    });
    const begun: string[] = [];
    const prepare = async (one: RunOf): Promise<Prepared> => {
      if (one.runbook.id === 'a') await image;
      return {
        prove: async () => {
          begun.push(one.runbook.id);
          if (one.runbook.id === 'c') pulled();
          return report(one);
        },
      };
    };
    const { told } = await proving({ a: 0, b: 0, c: 0 }, { prepare, jobs: 1 });
    expect(begun).toEqual(['b', 'c', 'a']);
    expect(told).toEqual(['a', 'b', 'c']);
  });
  test('none is no trouble', async () => {
    expect((await proving({})).reports).toEqual([]);
  });
});

describe('an end before the end', () => {
  const endsAll = (one: Report) => one.status === 'failed';
  test('what runs is stopped, what waits is not begun, and both say why', async () => {
    const found = await proving({ a: 1000, b: 2, c: 0, d: 0 }, { endsAll }, ({ runbook }) => ({
      status: runbook.id === 'b' ? 'failed' : 'passed',
    }));
    const reason = '`content/runbooks/a.md` did not pass, and --fail-fast ends at that';
    expect(found.reports.map((one) => [one.runbook, one.status, one.reason])).toEqual([
      ['a', 'not-run', reason],
      ['b', 'failed', undefined],
      ['c', 'not-run', reason],
      ['d', 'not-run', reason],
    ]);
    expect(found.begun).toEqual(['a', 'b']);
    expect(found.reports[0]?.steps).toMatchObject([{ status: 'not-run', reason }]);
  });
  test('a stop from outside: what had begun says so, of the rest there is nothing', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const found = await proving(
      { a: 1, b: 1000, c: 1000, d: 0 },
      {
        signal,
        onReport: () => controller.abort(),
      },
    );
    expect(found.reports.map((one) => [one.runbook, one.status])).toEqual([
      ['a', 'passed'],
      ['b', 'error'],
    ]);
    expect(found.begun).toEqual(['a', 'b']);
  });
  test('a mistake of ours: the others are stopped and gone before it is told', async () => {
    const ended: string[] = [];
    const prepare = async (one: RunOf): Promise<Prepared> => ({
      async prove(signal) {
        if (one.runbook.id === 'b') throw new TypeError('a bug');
        while (!signal.aborted) await pause(1);
        await pause(5);
        ended.push(one.runbook.id);
        return report(one);
      },
    });
    await expect(proving({ a: 0, b: 0, c: 0 }, { prepare, jobs: 3 })).rejects.toThrow('a bug');
    expect(ended.sort()).toEqual(['a', 'c']);
  });
});
