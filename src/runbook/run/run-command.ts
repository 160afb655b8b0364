import type { Diagnostic } from '../../model/diagnostic.ts';
import type { CommandResult } from '../../model/report.ts';
import type { Command, Step } from '../../model/runbook.ts';
import type { Execution } from '../../model/sandbox.ts';
import { compare } from '../compare/compare.ts';
import type { Comparison } from '../compare/comparison.ts';
import { commandPlace } from './command-place.ts';
import { commandResult } from './command-result.ts';
import type { RunContext } from './context.ts';
import { commandFailure } from './failure.ts';
import { complaintLine, type Interpreted, withoutPath } from './interpreter.ts';
import { prepare } from './prepare.ts';
import { limitFor } from './step-limit.ts';

export interface RanCommand {
  /** Absent where it could not even be given to the shell. */
  readonly result?: CommandResult | undefined;
  readonly problem?: Diagnostic | undefined;
}

/** Whether what a command writes is looked at, too, and not only how it ends. */
export type Demand = 'all' | 'exit';

/** Runs one command and compares what came of it with what is expected. */
export async function runCommand(
  step: Step,
  command: Command,
  { context, demand }: { readonly context: RunContext; readonly demand: Demand },
): Promise<RanCommand> {
  const { timeoutMs, limit } = limitFor(step, context);
  const prepared = await prepare(step, command, context);
  if ('problem' in prepared) return prepared;
  const written = asWritten(
    await context.session.run({ script: prepared.script, timeoutMs }),
    prepared.interpreted,
  );
  const execution = context.review?.({ step, command, execution: written }) ?? written;
  const comparison = demand === 'all' ? compareOutput(command, execution) : noDifference;
  const isExpected = cameBack(execution) && execution.exitCode === command.exit;
  const result = commandResult(command, {
    ...execution,
    ...{ output: execution, isExpected, comparison, capture: context.capture },
  });
  if (result.passed) return { result };
  await context.background.settle(context.signal);
  const { source, sandbox } = context.runbook;
  const problem = commandFailure({
    ...{ source, sandbox, step, command, result, execution, comparison, limit },
    ground: context.ground,
    neighbours: context.background.known,
    place: commandPlace(source, { step, command, execution }),
  });
  return { result, problem };
}

/**
 * What an interpreter has done, told of the block itself: the line is that of the block that the
 * interpreter complains of, not that of the shell text which called it.
 */
function asWritten(execution: Execution, block: Interpreted | undefined): Execution {
  if (block === undefined) return execution;
  const stdout = withoutPath(execution.stdout, block);
  const stderr = withoutPath(execution.stderr, block);
  return { ...execution, stdout, stderr, line: complaintLine(stderr, block) };
}

const noDifference: Comparison = { same: true };

/** A command that was cut off has printed only a part; a diff would say nothing. */
function compareOutput(command: Command, execution: Execution): Comparison {
  if (command.expect === undefined || !cameBack(execution)) return noDifference;
  return compare(command.expect, execution);
}

/** A page may mean to run out of memory; it says so with the status. */
function cameBack({ ended, exitCode }: Execution): boolean {
  return ended === 'exit' || (ended === 'out-of-memory' && exitCode !== undefined);
}
