import type { Diagnostic } from '../../model/diagnostic.ts';
import type { StepResult } from '../../model/report.ts';

export interface RunResult {
  readonly steps: readonly StepResult[];
  readonly diagnostics: readonly Diagnostic[];
  /**
   * `error`: the sandbox or whoever runs us stopped it; it says nothing about the page. `not-run`: it
   * skips every step here, which says as little.
   */
  readonly status: 'passed' | 'failed' | 'error' | 'not-run';
  readonly reason?: string | undefined;
}

/** A step with what there is to say of it. */
export interface Found {
  readonly result: StepResult;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of the steps of one run so far. */
export interface RunLog {
  /** A later result of a step, as that of a background step that ended, stands for the earlier one. */
  add(...found: readonly Found[]): void;
  /** Why the steps that follow are not run. */
  readonly obstacle: string | undefined;
  /** `error`: why nobody can say what the page does. */
  close(error: string | undefined): RunResult;
}

export const everyStepSkipped = 'every step is skipped';

export function runLog(): RunLog {
  const results = new Map<string, StepResult>();
  const diagnostics: Diagnostic[] = [];
  let obstacle: string | undefined;
  return {
    add(...found) {
      for (const one of found) {
        results.set(one.result.id, one.result);
        diagnostics.push(...one.diagnostics);
        if (one.result.status === 'failed') obstacle ??= failureOf(one);
      }
    },
    get obstacle() {
      return obstacle;
    },
    close(error) {
      const steps = [...results.values()];
      const base = { steps, diagnostics };
      if (error !== undefined) return { ...base, status: 'error', reason: error };
      if (obstacle !== undefined) return { ...base, status: 'failed' };
      return steps.every(({ status }) => status === 'skipped')
        ? { ...base, status: 'not-run', reason: everyStepSkipped }
        : { ...base, status: 'passed' };
    },
  };
}

export function failureOf({ result }: Found): string {
  return `step \`${result.id}\` failed`;
}
