import type { CommandResult } from '../../model/report.ts';
import type { Command } from '../../model/runbook.ts';
import type { Execution, Output } from '../../model/sandbox.ts';
import type { Comparison } from '../compare/comparison.ts';
import type { Captured } from './captured.ts';

export interface Came extends Pick<Execution, 'ended' | 'durationMs' | 'exitCode'> {
  readonly output: Output;
  /** It ended, or still runs, as the page has it. */
  readonly isExpected: boolean;
  readonly comparison: Comparison;
  readonly capture: (output: Uint8Array) => Captured;
}

/** What came of a command, for the report. */
export function commandResult(command: Command, came: Came): CommandResult {
  const { output, exitCode, comparison, isExpected } = came;
  const stdout = came.capture(output.stdout);
  const stderr = came.capture(output.stderr);
  return {
    script: command.script,
    ...(exitCode === undefined ? {} : { exitCode }),
    expectedExit: command.exit,
    ended: came.ended,
    stdout: stdout.text,
    stderr: stderr.text,
    truncated: output.truncated || stdout.truncated || stderr.truncated,
    durationMs: Math.round(came.durationMs),
    passed: isExpected && comparison.same,
    ...(comparison.same ? {} : { diff: comparison.diff }),
  };
}
