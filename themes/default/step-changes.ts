import type { StepResult } from '../../src/model/report.ts';
import type { Step } from '../../src/model/runbook.ts';
import type { Proof } from '../../src/model/site.ts';

/** How a stale page differs from what was run last. */
export interface StepChanges {
  /** The first step that was not run as it is, and those after it whose commands are others. */
  readonly changed: readonly Step[];
  /** Whether the commands of the first are still the same: then its surroundings have changed. */
  readonly sameCommands: boolean;
  /** How many more steps were not run since, as something before them changed. */
  readonly others: number;
}

/** `undefined` for a page that is not stale, or whose steps were run in no image. */
export function stepChanges({ runbook, status }: Proof): StepChanges | undefined {
  const unknown = new Set(status.changedSteps);
  const [first, ...rest] = runbook.steps.filter(({ id }) => unknown.has(id));
  if (status.badge !== 'stale' || first === undefined) return undefined;
  const ran = status.images.find(({ evidence }) => evidence !== undefined)?.evidence?.steps ?? [];
  const before = new Map(ran.map((result) => [result.id, result]));
  const isOther = (step: Step): boolean => !runsTheSame(step, before.get(step.id));
  const changed = [first, ...rest.filter(isOther)];
  const known = before.get(first.id)?.commands ?? [];
  return {
    changed,
    sameCommands: known.length > 0 && !isOther(first),
    others: rest.length + 1 - changed.length,
  };
}

/**
 * Whether a step has the commands that were run then, as far as that can be told: a file has none, and of
 * what was skipped, or not reached, none are kept.
 */
export function runsTheSame({ commands, skip }: Step, result: StepResult | undefined): boolean {
  if (result === undefined) return false;
  const ran = result.commands;
  if (skip !== undefined || ran.length === 0) return true;
  const isWhole = ran.length === commands.length || result.status === 'failed';
  return isWhole && ran.every(({ script }, at) => script === commands[at]?.script);
}
