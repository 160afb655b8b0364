import type { StepResult } from '../../model/report.ts';
import type { Step } from '../../model/runbook.ts';

/** The result of a step that did not run: for its own reason where it is skipped, else for `reason`. */
export function notRun(step: Step, reason: string | undefined): StepResult {
  return {
    id: step.id,
    number: step.number,
    ...(step.name === undefined ? {} : { name: step.name }),
    digest: step.digest,
    status: step.skip === undefined ? 'not-run' : 'skipped',
    reason: step.skip ?? reason,
    durationMs: 0,
    commands: [],
  };
}

/** The result of a step whose conditions do not hold in this sandbox. */
export function skipped(step: Step, reason: string): StepResult {
  return { ...notRun(step, reason), status: 'skipped', reason };
}
