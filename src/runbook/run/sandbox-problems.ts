import { type Diagnostic, diagnosticAt, type Severity } from '../../model/diagnostic.ts';
import type { Runbook } from '../../model/runbook.ts';
import type { SandboxError } from '../../model/sandbox.ts';
import { visible } from './captured.ts';
import type { RunResult } from './run-log.ts';

/** Of a run that skipped every step. */
export function nothingProven(
  runbook: Runbook,
  { steps, reason }: RunResult,
  severity: Severity,
): Diagnostic {
  return diagnosticAt(runbook.source, undefined, {
    code: 'verify-not-run',
    severity,
    message: `not run: ${reason}`,
    details: steps.map((step) => `${step.id}: ${step.reason}`),
    hint: 'a page proves something where at least one step is run',
  });
}

/** The sandbox could not do its part; `what` follows its name. */
export function broken(runbook: Runbook, what: string, lines: readonly string[] = []): Diagnostic {
  return diagnosticAt(runbook.source, undefined, {
    code: 'verify-sandbox',
    message: `the sandbox ${what}`,
    ...(lines.length === 0 ? {} : { details: lines.map(visible) }),
  });
}

/** What it was for is done all the same. */
export function notRemoved(runbook: Runbook, error: SandboxError): Diagnostic {
  return diagnosticAt(runbook.source, undefined, {
    code: 'verify-sandbox',
    severity: 'warning',
    message: `the sandbox could not be removed: ${error.message}`,
    hint: 'the next run of `rutter verify` tries again',
  });
}
