import type { Diagnostic } from '../../model/diagnostic.ts';
import type { StepResult } from '../../model/report.ts';
import type { Command, Runbook, Step } from '../../model/runbook.ts';
import type { Ground } from '../../model/sandbox.ts';
import { compare } from '../compare/compare.ts';
import type { Comparison } from '../compare/comparison.ts';
import type { StillRunning } from './attempted.ts';
import { endedEarly, outputDiffers } from './background-failure.ts';
import type { Captured } from './captured.ts';
import { commandResult } from './command-result.ts';

/** A background step that was ready and has not been told of since. */
export interface Running extends StillRunning {
  readonly step: Step;
  readonly command: Command;
  /** By `performance.now()`. */
  readonly startedAt: number;
  /** What its step was when it was ready. */
  readonly result: StepResult;
}

/** What became of a background step in the end. */
export interface Closed {
  readonly result: StepResult;
  readonly diagnostics: readonly Diagnostic[];
}

/** How a background step ended: by itself, because we stopped it, or with its sandbox. */
export type End =
  | { readonly by: 'itself'; readonly status: number }
  | { readonly by: 'us' }
  | { readonly by: 'sandbox' };

/** What is needed to tell of the end of one. */
export interface Closing {
  readonly runbook: Runbook;
  readonly ground: Pick<Ground, 'name' | 'image'>;
  readonly capture: (output: Uint8Array) => Captured;
}

/** What is to be said of a background step that runs no more. */
export function closed(running: Running, end: End, context: Closing): Closed {
  const { step, command, job, startedAt } = running;
  const output = job.output();
  // With its sandbox went what it would have written.
  const comparison: Comparison =
    command.expect === undefined || end.by === 'sandbox'
      ? { same: true }
      : compare(command.expect, output);
  const isExpected = end.by !== 'itself' || end.status === command.exit;
  const result = commandResult(command, {
    ...{ output, isExpected, comparison, ended: 'exit', capture: context.capture },
    exitCode: end.by === 'itself' ? end.status : undefined,
    durationMs: performance.now() - startedAt,
  });
  const { runbook, ground } = context;
  const { interpreted } = running;
  const failure = { runbook, ground, step, command, result, output, interpreted };
  const diagnostics = [
    ...(end.by === 'itself' && !isExpected ? [endedEarly({ ...failure, when: 'stopped' })] : []),
    ...(isExpected && !comparison.same ? [outputDiffers(failure, comparison)] : []),
  ];
  return {
    result: {
      ...running.result,
      status: result.passed ? 'passed' : 'failed',
      commands: [result],
    },
    diagnostics,
  };
}
