import type { CommandResult, StepResult } from '../../../src/model/report.ts';
import type { Translate } from '../words.ts';

/** What went wrong in a step, after "step 3 …": its first command that did not pass. */
export function failureOf(result: StepResult, t: Translate): string {
  const command = result.commands.find(({ passed }) => !passed);
  if (command === undefined && result.changes !== undefined)
    return t('changedFiles', { count: result.changes.length });
  if (command === undefined) return result.reason ?? t('failed');
  return commandFailure(command, t);
}

function commandFailure(command: CommandResult, t: Translate): string {
  const { ended, exitCode, expectedExit, diff } = command;
  switch (ended) {
    case 'timeout':
      return t('ranTooLong');
    case 'output-limit':
      return t('printedTooMuch');
    case 'out-of-memory':
      return t('outOfMemory');
    case 'syntax-error':
      return t('incomplete');
    case 'sandbox-lost':
      return t('endedShell');
    case 'exit':
      if (exitCode !== undefined && exitCode !== expectedExit)
        return t('exitedWith', { status: exitCode, expected: expectedExit });
      return t(diff === undefined ? 'failed' : 'printedOther');
  }
}
