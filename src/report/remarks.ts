import { isFlaky, type Report, type StepResult } from '../model/report.ts';

/** The steps that passed, but not at once. */
export function flakySteps({ steps }: Pick<Report, 'steps'>): readonly StepResult[] {
  return steps.filter(isFlaky);
}

/** The steps that the page skips here. */
export function skippedSteps({ steps }: Pick<Report, 'steps'>): readonly StepResult[] {
  return steps.filter(({ status }) => status === 'skipped');
}

/** `passed at attempt 3` */
export function attemptWords({ attempts = 1 }: Pick<StepResult, 'attempts'>): string {
  return `passed at attempt ${attempts}`;
}

/** Each reason once, in the order of the steps. */
export function reasonsOf(steps: readonly StepResult[]): readonly string[] {
  return [...new Set(steps.flatMap(({ reason }) => (reason === undefined ? [] : [reason])))];
}
