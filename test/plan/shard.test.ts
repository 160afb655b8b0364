import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planRuns, type Run } from '../../src/plan/runs.ts';
import { shardOf } from '../../src/plan/shard.ts';
import { shardFrom } from '../../src/plan/shard-from.ts';
import { runbookOf, runsOf } from './examples.ts';

const keysOf = (runs: readonly Run[]): readonly string[] => runs.map(({ key }) => key);

function shards(runs: readonly Run[], count: number, durations: ReadonlyMap<string, number>) {
  return Array.from({ length: count }, (_, at) =>
    shardOf(runs, { index: at + 1, count }, durations),
  );
}

describe('dealing runs to shards', () => {
  const cases = fc.record({
    known: fc.array(fc.option(fc.integer({ min: 0, max: 600_000 }), { nil: undefined }), {
      maxLength: 40,
    }),
    count: fc.integer({ min: 2, max: 12 }),
  });
  const durationsFor = (runs: readonly Run[], known: readonly (number | undefined)[]) =>
    new Map(
      runs.flatMap(({ key }, at) => {
        const ms = known[at];
        return ms === undefined ? [] : [[key, ms] as const];
      }),
    );

  test('each run is in exactly one shard, in the order of the plan, and all shards agree', () => {
    fc.assert(
      fc.property(cases, ({ known, count }) => {
        const runs = runsOf(known.length);
        const dealt = shards(runs, count, durationsFor(runs, known));
        const all = dealt.flatMap((one) => keysOf(one.runs));
        expect([...all].sort()).toEqual([...keysOf(runs)].sort());
        const order = keysOf(runs);
        for (const one of dealt) {
          const places = keysOf(one.runs).map((key) => order.indexOf(key));
          expect(places).toEqual([...places].sort((a, b) => a - b));
          expect(one.record.runs).toEqual(order);
        }
        expect(new Set(dealt.map(({ record }) => record.plan)).size).toBe(1);
      }),
    );
  });

  test('no shard has more than 4/3 - 1/3n of the least that the fullest can have', () => {
    const small = fc.record({
      known: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 }),
      count: fc.integer({ min: 2, max: 4 }),
    });
    fc.assert(
      fc.property(small, ({ known, count }) => {
        const runs = runsOf(known.length);
        const durations = durationsFor(runs, known);
        const loads = shards(runs, count, durations).map((one) =>
          one.runs.reduce((sum, { key }) => sum + (durations.get(key) ?? 0), 0),
        );
        const bound = (4 / 3 - 1 / (3 * count)) * best(known, count);
        expect(Math.max(...loads)).toBeLessThanOrEqual(bound + 1e-9);
      }),
    );
  });

  /** The least that the fullest of `count` shards can have, by trying all ways. */
  function best(known: readonly number[], count: number): number {
    const loads = new Array<number>(count).fill(0);
    const place = (at: number): number => {
      const ms = known[at];
      if (ms === undefined) return Math.max(...loads);
      let least = Number.POSITIVE_INFINITY;
      for (let shard = 0; shard < count; shard += 1) {
        loads[shard] = (loads[shard] ?? 0) + ms;
        least = Math.min(least, place(at + 1));
        loads[shard] = (loads[shard] ?? 0) - ms;
        if (loads[shard] === 0) break;
      }
      return least;
    };
    return place(0);
  }

  test('what never ran counts as the median of what did', () => {
    const runs = runsOf(4);
    const durations = new Map([
      ['r0@default', 1000],
      ['r1@default', 600],
      ['r2@default', 100],
    ]);
    // r3 counts 600: 1000 + 100 and 600 + 600.
    const [first, second] = shards(runs, 2, durations);
    expect(keysOf(first?.runs ?? [])).toEqual(['r0@default', 'r2@default']);
    expect(keysOf(second?.runs ?? [])).toEqual(['r1@default', 'r3@default']);
  });

  test('where nothing is known, each shard has the same number', () => {
    const dealt = shards(runsOf(10), 5, new Map());
    expect(dealt.map(({ runs }) => runs.length)).toEqual([2, 2, 2, 2, 2]);
    // Also where all of it took no time.
    const none = new Map(keysOf(runsOf(10)).map((key) => [key, 0]));
    expect(shards(runsOf(10), 5, none).map(({ runs }) => runs.length)).toEqual([2, 2, 2, 2, 2]);
  });

  test('the plan is another where a page, a part of it, a duration or the count is', () => {
    const plan = (runs: readonly Run[], count = 2, durations = new Map<string, number>()) =>
      shardOf(runs, { index: 1, count }, durations).record.plan;
    const books = [runbookOf('a', ['one', 'two']), runbookOf('b', ['one #x', 'two'])];
    const edited = [runbookOf('a', ['one', 'two', 'three']), runbookOf('b', ['one #x', 'two'])];
    const { runs } = planRuns(books);
    const plans = [
      plan(runs),
      plan(runs, 3),
      plan(
        runs,
        2,
        new Map([
          ['a@default', 1],
          ['b@default', 5],
        ]),
      ),
      plan(planRuns(edited).runs),
      plan(planRuns(books, { names: ['one'] }).runs),
      plan(planRuns(books, { skipTags: ['x'] }).runs),
    ];
    expect(new Set(plans).size).toBe(plans.length);
    expect(plan(planRuns(books).runs)).toBe(plans[0]);
  });
});

describe('which shard', () => {
  const gitlab = { GITLAB_CI: 'true', CI_NODE_INDEX: '2', CI_NODE_TOTAL: '5' };
  const circle = { CIRCLECI: 'true', CIRCLE_NODE_INDEX: '1', CIRCLE_NODE_TOTAL: '5' };
  const buildkite = {
    BUILDKITE: 'true',
    BUILDKITE_PARALLEL_JOB: '1',
    BUILDKITE_PARALLEL_JOB_COUNT: '5',
  };
  const pod = { JOB_COMPLETION_INDEX: '1' };

  test.each([
    ['GitLab', gitlab],
    ['CircleCI', circle],
    ['Buildkite', buildkite],
    ['Kubernetes', { ...pod, RUTTER_SHARDS: '5' }],
  ])('%s says it by itself, and the command line has the last word', (_, environment) => {
    const second = { shard: { index: 2, count: 5 }, diagnostics: [] };
    expect(shardFrom(undefined, environment)).toEqual(second);
    expect(shardFrom('auto', environment)).toEqual(second);
    expect(shardFrom('auto/5', environment)).toEqual(second);
    expect(shardFrom('1/3', environment)).toEqual({
      shard: { index: 1, count: 3 },
      diagnostics: [],
    });
    expect(shardFrom('1/1', environment)).toEqual({ diagnostics: [] });
    expect(shardFrom('auto/4', environment).diagnostics).toHaveLength(1);
  });

  test('a job that is not in parallel runs everything', () => {
    for (const environment of [
      {},
      { GITLAB_CI: 'true', CI_NODE_TOTAL: '1' },
      { CIRCLECI: 'true', CIRCLE_NODE_INDEX: '0', CIRCLE_NODE_TOTAL: '1' },
      { BUILDKITE: 'true' },
      pod,
      // GitLab's names without GitLab: others count from 0.
      { CI_NODE_INDEX: '0', CI_NODE_TOTAL: '5' },
    ]) {
      expect(shardFrom(undefined, environment)).toEqual({ diagnostics: [] });
    }
    expect(shardFrom('auto', { GITLAB_CI: 'true', CI_NODE_TOTAL: '1' })).toEqual({
      diagnostics: [],
    });
    expect(shardFrom('auto', { BUILDKITE: 'true' })).toEqual({ diagnostics: [] });
  });

  test('a pod is not told how many there are', () => {
    expect(shardFrom('auto/5', pod).shard).toEqual({ index: 2, count: 5 });
    expect(shardFrom('auto', pod).diagnostics).toMatchObject([
      { message: expect.stringContaining('Kubernetes sets no `RUTTER_SHARDS`') },
    ]);
  });

  test.each([
    ['0/5', {}],
    ['6/5', {}],
    ['2', {}],
    ['2/', {}],
    ['-1/5', {}],
    ['1/0', {}],
    ['2/5x', {}],
    ['1/99999', {}],
    ['AUTO', {}],
    ['auto', {}],
    ['auto/3', {}],
    ['auto/0', pod],
    [undefined, { ...gitlab, CI_NODE_INDEX: 'two' }],
    [undefined, { ...gitlab, CI_NODE_INDEX: '0' }],
    [undefined, { ...circle, CIRCLE_NODE_INDEX: '5' }],
    [undefined, { ...pod, RUTTER_SHARDS: 'many' }],
  ])('%s with %o is an error that says what to write', (text, environment) => {
    const { shard, diagnostics } = shardFrom(text, environment);
    expect(shard).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'verify-shard', hint: expect.any(String) }]);
  });
});
