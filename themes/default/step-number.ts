import type { Runbook, Step } from '../../src/model/runbook.ts';

/** The number a reader sees: hidden steps have none and leave no gap. `undefined` for a hidden step. */
export function shownNumber(step: Step, { steps }: Runbook): number | undefined {
  const shown = steps.filter(({ hidden }) => !hidden).findIndex(({ id }) => id === step.id);
  return shown === -1 ? undefined : shown + 1;
}
