import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { CommandResult } from '../../model/report.ts';
import type { Command, Ready, Runbook, Step } from '../../model/runbook.ts';
import type { Ground, Output } from '../../model/sandbox.ts';
import type { Comparison } from '../compare/comparison.ts';
import { commandPlace, firstLine } from './command-place.ts';
import { hintFor } from './failure-hint.ts';
import { seconds, tail } from './failure-words.ts';
import { complaintLine, type Interpreted } from './interpreter.ts';
import type { Limit } from './limit.ts';

export interface BackgroundFailure {
  readonly runbook: Runbook;
  readonly ground: Pick<Ground, 'name' | 'image'>;
  readonly step: Step;
  readonly command: Command;
  readonly result: CommandResult;
  readonly output: Output;
  readonly interpreted?: Interpreted | undefined;
}

/** A background step that ended by itself when it was still to run. */
export function endedEarly(
  failure: BackgroundFailure & { readonly when: 'ready' | 'stopped' },
): Diagnostic {
  const { runbook, step, command, result, output, interpreted, when } = failure;
  const { exitCode } = result;
  const line = interpreted && complaintLine(output.stderr, interpreted);
  const place = commandPlace(runbook.source, {
    step,
    command,
    execution: { ended: 'exit', exitCode, stderr: output.stderr, line },
  });
  const { ready } = step.background ?? {};
  const words = {
    ready: ready === undefined ? 'at once' : `before it was ready (${written(ready)})`,
    stopped: 'before it was stopped',
  };
  return diagnosticAt(runbook.source, place, {
    code: 'step-background',
    message: `step \`${step.id}\`, in the background, exited with ${exitCode ?? 'no status'} ${words[when]}`,
    hint:
      exitCode === command.exit
        ? 'keep it in the foreground of its own block: most servers have an option such as `--foreground`'
        : hintFor({ ...failure, exitCode, sandbox: runbook.sandbox, neighbours: [] }),
    details: tail(result, 'both'),
  });
}

/** A background step that did not become ready. `why` follows its name, e.g. `was not ready within 10 s`. */
export function notReady(
  failure: Pick<BackgroundFailure, 'runbook' | 'step'> & {
    /** Absent where it was not started. */
    readonly result?: CommandResult | undefined;
    readonly why: string;
    readonly hint: string;
  },
): Diagnostic {
  const { runbook, step, result, why, hint } = failure;
  const { ready } = step.background ?? {};
  return diagnosticAt(runbook.source, firstLine(runbook.source, step.span), {
    code: 'step-not-ready',
    message: `step \`${step.id}\`, in the background, ${why}${ready === undefined ? '' : ` (${written(ready)})`}`,
    hint,
    ...(result === undefined ? {} : { details: tail(result, 'both') }),
  });
}

/** What is wrong when its time is over, and what to do about it. */
export function tooLate(
  ready: Ready | undefined,
  limit: Limit,
  seen: string | undefined,
): { readonly why: string; readonly hint: string } {
  const saw = seen === undefined ? '' : `; it ${seen}`;
  return limit.of === 'step'
    ? { why: `was not ready within ${seconds(limit.ms)}${saw}`, hint: hintOf(ready) }
    : {
        why: `was not ready before the time of the whole runbook, ${seconds(limit.ms)}, was over${saw}`,
        hint: 'raise `timeout` under `runbook:` in the front matter',
      };
}

function hintOf(ready: Ready | undefined): string {
  switch (ready?.kind) {
    case undefined:
      return 'give it more time with `timeout=…`';
    case 'tcp':
      return `nobody listens on port ${ready.port}; look at what it has written, or give it more time with \`timeout=…\``;
    case 'http':
      return 'look at what it has written, or give it more time with `timeout=…`';
    case 'log':
      return 'no line that it has written matches; programs often keep their output back while it is no terminal';
  }
}

/** As the page writes it. */
function written(ready: Ready): string {
  switch (ready.kind) {
    case 'tcp':
      return `ready=tcp:${ready.port}`;
    case 'http':
      return `ready=${ready.url}`;
    case 'log':
      return `ready="log:${ready.pattern}"`;
  }
}

/** All that it has written is not what is expected. */
export function outputDiffers(
  { runbook, step }: Pick<BackgroundFailure, 'runbook' | 'step'>,
  comparison: Extract<Comparison, { same: false }>,
): Diagnostic {
  return diagnosticAt(runbook.source, firstLine(runbook.source, step.span), {
    code: 'step-output',
    message: `step \`${step.id}\`, in the background, did not print what is expected until it ended`,
    hint: comparison.hint,
    details: comparison.diff.split('\n'),
  });
}
