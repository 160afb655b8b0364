import { type Diagnostic, diagnosticAt, type Severity } from '../../model/diagnostic.ts';
import type { Runbook } from '../../model/runbook.ts';
import type { SandboxError } from '../../model/sandbox.ts';
import { type SourceFile, type Span, spanAt } from '../../model/source.ts';
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

/** A service did not come up as the page has it: its command, what it is ready by, or its image is wrong. */
export function serviceFailed(runbook: Runbook, error: SandboxError): Diagnostic {
  return diagnosticAt(runbook.source, servicesSpan(runbook.source), {
    code: 'service-failed',
    message: error.message,
    ...(error.details.length === 0 ? {} : { details: error.details.map(visible) }),
    hint: 'look at its `image`, `command`, `env` and `ready` under `services:`; no step was run',
  });
}

/** The key in the front matter: YAML, JSON or TOML. */
function servicesSpan({ text }: SourceFile): Span | undefined {
  const end = /\n(?:---|\+\+\+)[ \t]*(?:\r?\n|$)/.exec(text)?.index ?? 0;
  const found = /[\s{,"'.[](services)["']?[ \t]*[:=\]]/.exec(text.slice(0, end));
  if (found === null) return undefined;
  const at = found.index + 1;
  return spanAt(text, at, at + 'services'.length);
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
