import type { PlanOptions } from '../../verify/make-plan.ts';
import type { Invocation } from '../command.ts';

/** The options of the command line that choose what is run. */
export function planOptions({
  arguments: [paths],
  options,
}: Pick<Invocation, 'arguments' | 'options'>): PlanOptions {
  return {
    paths: Array.isArray(paths) ? paths : [],
    names: options.name,
    tags: options.tag,
    skipTags: options.skipTag,
    changed: options.changed,
    failed: options.failed,
    coverageMin: options.coverageMin,
    shard: options.shard,
  };
}
