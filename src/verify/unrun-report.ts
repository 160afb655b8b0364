import { type Diagnostic, diagnosticAt, type Severity } from '../model/diagnostic.ts';
import type { Report } from '../model/report.ts';
import { notRun } from '../runbook/run/not-run.ts';
import { reportHead } from '../runbook/run/report-head.ts';
import type { RunOf } from './events.ts';

export interface UnrunInput extends RunOf {
  /** For a person; of others' words only names. */
  readonly reason: string;
  /** Told as a diagnostic of the page, too. */
  readonly problem?:
    | { readonly severity: Severity; readonly hint: string; readonly details?: readonly string[] }
    | undefined;
}

/** The report of a run that was not begun, for a reason that is no engine's. */
export function unrunReport({ runbook, image, reason, problem }: UnrunInput): Report {
  const diagnostics: readonly Diagnostic[] =
    problem === undefined
      ? []
      : [
          diagnosticAt(runbook.source, undefined, {
            code: 'verify-not-run',
            message: `not run: ${reason}`,
            ...problem,
          }),
        ];
  return {
    ...reportHead(runbook, image),
    startedAt: `${new Date().toISOString().slice(0, 19)}Z`,
    durationMs: 0,
    status: 'not-run',
    reason,
    steps: runbook.steps.map((step) => notRun(step, reason)),
    diagnostics,
  };
}
