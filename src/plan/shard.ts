import { canonicalJson } from '../model/canonical.ts';
import type { ShardRecord } from '../model/report.ts';
import { digestOf } from '../model/source.ts';
import type { Run } from './runs.ts';
import type { Shard } from './shard-from.ts';

/** How long runs took the last time, in milliseconds, by their keys. */
export type Durations = ReadonlyMap<string, number>;

export interface ShardedRuns {
  /** Those of the share, in the order in which they were. */
  readonly runs: readonly Run[];
  readonly record: ShardRecord;
}

/**
 * The share of the runs that a shard has. Each run is in exactly one; the longest is given away first,
 * always to the shard with the least to do (LPT: the fullest has at most 4/3 of the best possible;
 * Graham, Bounds on Multiprocessing Timing Anomalies, 1969). What never ran counts as the median of the
 * rest. Shards that know other durations deal differently: the plan's digest tells, and `--merge`
 * refuses.
 */
export function shardOf(runs: readonly Run[], shard: Shard, durations: Durations): ShardedRuns {
  const dealt = deal(runs, shard.count, durations);
  const plan = runs.map(({ key, runbook, partial }) => ({
    key,
    digest: runbook.digest,
    shard: dealt.get(key),
    ...(partial ? { steps: runbook.steps.map(({ id, skip }) => [id, skip]) } : {}),
  }));
  return {
    runs: runs.filter(({ key }) => dealt.get(key) === shard.index),
    record: {
      index: shard.index,
      count: shard.count,
      plan: digestOf(canonicalJson({ count: shard.count, runs: plan })),
      runs: runs.map(({ key }) => key),
    },
  };
}

/** The 1-based shard of each run, by key. */
function deal(
  runs: readonly Run[],
  count: number,
  durations: Durations,
): ReadonlyMap<string, number> {
  const unknown = median(runs.flatMap(({ key }) => durations.get(key) ?? []));
  const weighed = runs.map(({ key }) => ({ key, ms: Math.max(1, durations.get(key) ?? unknown) }));
  weighed.sort((a, b) => b.ms - a.ms || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const loads = new Array<number>(count).fill(0);
  const dealt = new Map<string, number>();
  for (const { key, ms } of weighed) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + ms;
    dealt.set(key, least + 1);
  }
  return dealt;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 1;
}
