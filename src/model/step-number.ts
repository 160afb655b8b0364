import type { Runbook, Step } from './runbook.ts';

const known = new WeakMap<Runbook, ReadonlyMap<string, number>>();

/** The number a reader sees: hidden steps have none and leave no gap. `undefined` for a hidden step. */
export function shownNumber(step: Step, runbook: Runbook): number | undefined {
  let numbers = known.get(runbook);
  if (numbers === undefined) {
    numbers = new Map(shownSteps(runbook).map(({ id }, at) => [id, at + 1]));
    known.set(runbook, numbers);
  }
  return numbers.get(step.id);
}

/** The steps that a reader sees, in order. */
export function shownSteps({ steps }: Runbook): readonly Step[] {
  return steps.filter(({ hidden }) => !hidden);
}
