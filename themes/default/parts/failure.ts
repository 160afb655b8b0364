import type { CommandResult, StepResult } from '../../../src/model/report.ts';

/** What went wrong in a step, after "step 3 …": its first command that did not pass. */
export function failureOf(result: StepResult): string {
  const command = result.commands.find(({ passed }) => !passed);
  if (command === undefined && result.changes !== undefined)
    return `changed ${result.changes.length === 1 ? 'a file' : 'files'} when it was run again`;
  if (command === undefined) return result.reason ?? 'failed';
  return commandFailure(command);
}

function commandFailure({ ended, exitCode, expectedExit, diff }: CommandResult): string {
  switch (ended) {
    case 'timeout':
      return 'ran past its time limit';
    case 'output-limit':
      return 'printed more than is kept';
    case 'out-of-memory':
      return 'was killed for want of memory';
    case 'syntax-error':
      return 'is not a complete command';
    case 'sandbox-lost':
      return 'ended its shell';
    case 'exit':
      if (exitCode !== undefined && exitCode !== expectedExit)
        return `exited with ${exitCode}, expected ${expectedExit}`;
      return diff === undefined ? 'failed' : 'printed something else than expected';
  }
}
