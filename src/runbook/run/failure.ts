import { type Diagnostic, type DiagnosticInput, diagnosticAt } from '../../model/diagnostic.ts';
import type { CommandResult } from '../../model/report.ts';
import type { Command, SandboxRequest, Step } from '../../model/runbook.ts';
import type { Execution, Ground } from '../../model/sandbox.ts';
import type { SourceFile, Span } from '../../model/source.ts';
import type { Comparison } from '../compare/comparison.ts';
import { visible } from './captured.ts';
import { hintFor } from './failure-hint.ts';
import { seconds, tail } from './failure-words.ts';
import type { Limit } from './limit.ts';
import type { Neighbour } from './neighbour.ts';

export interface Failure {
  readonly source: SourceFile;
  readonly place: Span;
  readonly step: Step;
  readonly command: Command;
  readonly result: CommandResult;
  readonly execution: Execution;
  readonly comparison: Comparison;
  readonly ground: Pick<Ground, 'name' | 'image'>;
  readonly sandbox: SandboxRequest;
  /** The limit that held. */
  readonly limit: Limit;
  /** The background steps. */
  readonly neighbours: readonly Neighbour[];
}

/** The diagnostic of a command that did not do what is expected. */
export function commandFailure(failure: Failure): Diagnostic {
  const details = [...written(failure.result), ...diffLines(failure.comparison)];
  return diagnosticAt(failure.source, failure.place, {
    ...wording(failure),
    ...(details.length === 0 ? {} : { details }),
  });
}

function wording(failure: Failure): Pick<DiagnosticInput, 'code' | 'message' | 'hint'> {
  const { step, command, execution, comparison, limit } = failure;
  const name = nameOf(failure);
  switch (execution.ended) {
    case 'exit':
      break;
    case 'timeout':
      return limit.of === 'step'
        ? {
            code: 'step-timeout',
            message: `${name} did not end within ${seconds(limit.ms)}`,
            hint:
              step.retry === undefined
                ? 'raise its limit with `timeout=…`; what serves and does not end is a `background` step; a command that asks finds stdin empty'
                : 'it is not tried again, as its sandbox is gone; let the command itself give up, as `timeout 5s …` does',
          }
        : {
            code: 'step-timeout',
            message: `${name} did not end before the time of the whole runbook, ${seconds(limit.ms)}, was over`,
            hint: 'raise `timeout` under `runbook:` in the front matter',
          };
    case 'output-limit':
      return {
        code: 'step-output-limit',
        message: `${name} wrote more than is kept`,
        hint: 'let it write less, or raise `verify.limits.output` in the configuration',
      };
    case 'out-of-memory':
      return {
        code: 'step-out-of-memory',
        message: `${name} was killed because the sandbox had no memory left`,
        hint: 'let it use less, or raise `verify.limits.memory` in the configuration',
      };
    case 'syntax-error':
      if (step.interpreter !== undefined) {
        return {
          code: 'step-syntax',
          message: `the interpreter of ${name} is no complete shell command: ${visible(step.interpreter)}`,
          hint: 'write it as you would call it, with `{}` for the file of the block, such as `python3 {}`',
        };
      }
      return {
        code: 'step-syntax',
        message: `${name} is no complete shell command: ${visible(execution.problem?.message ?? 'the shell cannot read it')}`,
        hint: 'look for a quote, a bracket or a here-document that is not closed; nothing of it ran',
      };
    case 'sandbox-lost':
      return {
        code: 'step-lost',
        message: `the shell went away under ${name}${execution.reason ? `: ${execution.reason}` : ''}`,
        hint: execution.reason
          ? 'what it has started must end, or its limits be raised under `verify.limits` in the configuration; `kill $$` ends the session, too'
          : '`exec`, `kill $$` and the like end the session; run them in `( … )`',
      };
  }
  if (execution.exitCode !== command.exit) {
    return {
      code: 'step-exit',
      message: `${name} exited with ${execution.exitCode ?? 'no status'}, expected ${command.exit}`,
      hint: hintFor({ ...failure, exitCode: execution.exitCode }),
    };
  }
  return {
    code: 'step-output',
    message: `${name} did not print what is expected`,
    hint: comparison.same ? undefined : comparison.hint,
  };
}

function nameOf({ step, command }: Failure): string {
  const name = `step \`${step.id}\``;
  if (step.language !== 'console' || step.commands.length < 2) return name;
  const [first = ''] = command.script.split('\n');
  return `\`${first.length > 60 ? `${first.slice(0, 60)}…` : first}\` in ${name}`;
}

/** A diff says it all of a command that did nothing wrong but print something else. */
function written(result: CommandResult): readonly string[] {
  return result.diff !== undefined && result.exitCode === result.expectedExit ? [] : tail(result);
}

function diffLines(comparison: Comparison): readonly string[] {
  return comparison.same ? [] : comparison.diff.split('\n');
}
