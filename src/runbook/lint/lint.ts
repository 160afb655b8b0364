import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { Runbook, Step } from '../../model/runbook.ts';
import { pointAt, type SourceFile, type Span } from '../../model/source.ts';
import { placeOf } from '../read/place.ts';
import { anyOutput } from './any-output.ts';
import { check } from './check.ts';
import { client } from './client.ts';
import { errexit } from './errexit.ts';
import { isOutputCompared } from './expected.ts';
import type { Finding, LintedScript, LintedStep, Rule } from './finding.ts';
import { otherShell } from './other-shell.ts';
import { pipeline } from './pipeline.ts';
import { regexp } from './regexp.ts';
import { parseShell } from './shell/parse.ts';
import { similarity } from './similarity.ts';
import { unseenStatus } from './unseen-status.ts';

const rules: readonly Rule[] = [
  anyOutput,
  regexp,
  similarity,
  check,
  client,
  pipeline,
  errexit,
  unseenStatus,
  otherShell,
];

/** Of one step, and of one page, no more is told: where there are so many, the first are enough to do. */
const mostOfStep = 50;
const mostOfPage = 500;

export interface Lint {
  /** Warnings: what accepts nearly anything, and reasons given for nothing. */
  readonly diagnostics: readonly Diagnostic[];
  /** What its author accepts, with the reason. */
  readonly accepted: readonly { readonly finding: Diagnostic; readonly reason: string }[];
}

/**
 * Names what in a runbook would pass although something is wrong. Only reads; steps that are skipped
 * prove nothing anyway.
 */
export function lintRunbook({ source, steps }: Pick<Runbook, 'source' | 'steps'>): Lint {
  const diagnostics: Diagnostic[] = [];
  const accepted: { finding: Diagnostic; reason: string }[] = [];
  for (const step of steps.filter(({ skip }) => skip === undefined)) {
    if (diagnostics.length >= mostOfPage) break;
    const linted = lintedStep(source, step);
    const findings = rules.flatMap((rule) => rule(linted)).slice(0, mostOfStep);
    const found = findings.map((one) => asDiagnostic(source, one));
    const { weak } = step;
    if (weak === undefined) diagnostics.push(...found);
    else if (found.length === 0) diagnostics.push(needless(source, step));
    else accepted.push(...found.map((finding) => ({ finding, reason: weak })));
  }
  return { diagnostics, accepted };
}

function lintedStep(source: SourceFile, step: Step): LintedStep {
  let places = rules.length * mostOfStep;
  const isShell = step.interpreter === undefined && step.file === undefined;
  const scripts = (isShell ? step.commands : []).flatMap((command): LintedScript[] => {
    const script = parseShell(command.script);
    if (script === undefined) return [];
    return [
      {
        text: command.script,
        script,
        isOutputCompared: isOutputCompared(command),
        // Of more nobody asks, and to find a place takes time.
        spanOf: (stretch) => (places-- > 0 ? placeOf(source, command, stretch) : command.span),
      },
    ];
  });
  return { source, step, scripts };
}

function asDiagnostic(source: SourceFile, { code, span, message, hint }: Finding): Diagnostic {
  return diagnosticAt(source, span, {
    code,
    severity: 'warning',
    message,
    hint: `${hint}; or accept it with \`weak="…"\` and the reason at the block`,
  });
}

function needless(source: SourceFile, step: Step): Diagnostic {
  return diagnosticAt(source, reasonSpan(source, step.span), {
    code: 'weak-needless',
    severity: 'warning',
    message: `step \`${step.id}\` gives a reason for something weak, and nothing in it is`,
    hint: 'leave `weak=…` out',
  });
}

function reasonSpan(source: SourceFile, { start, end }: Span): Span {
  const newline = source.text.indexOf('\n', start.offset);
  const line = source.text.slice(start.offset, newline === -1 ? end.offset : newline);
  const [written = ''] = /\bweak=(?:"[^"]*"|'[^']*'|\S*)/.exec(line) ?? [];
  const from = start.offset + Math.max(0, line.indexOf(written));
  return {
    start: pointAt(source.text, from),
    end: pointAt(source.text, from + written.length),
  };
}
