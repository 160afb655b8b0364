import type { Command, Runbook, Step } from '../../model/runbook.ts';
import type { Execution } from '../../model/sandbox.ts';
import type { Review } from '../run/context.ts';

/** A run in which it does not matter what commands print: all of it is written down. */
export interface Recording {
  /** The runbook without what it expects. */
  readonly runbook: Runbook;
  readonly review: Review;
  /** What came of each command of the runbook as it was, of those that came back. */
  readonly ran: ReadonlyMap<Command, Execution>;
}

/**
 * Prepares the run of a runbook whose page is to be written anew. The output is not compared, so that
 * one run is enough for all of it; a status may be another where `statesExit`. Not so with a step that
 * is tried until its output is right, and with one in the background.
 */
export function recording(
  runbook: Runbook,
  statesExit: (step: Step, command: Command) => boolean,
): Recording {
  const ran = new Map<Command, Execution>();
  const originals = new Map<Command, { readonly step: Step; readonly command: Command }>();
  const steps = runbook.steps.map((step): Step => {
    const isJudged = step.retry !== undefined || step.background !== undefined;
    const commands = step.commands.map((command) => {
      const { expect, ...rest } = command;
      const copy: Command = isJudged ? { ...command } : rest;
      originals.set(copy, { step, command });
      return copy;
    });
    return { ...step, commands };
  });
  const review: Review = ({ command, execution }) => {
    const original = originals.get(command);
    if (original === undefined || execution.ended !== 'exit' || execution.truncated)
      return execution;
    const { step, command: own } = original;
    const isStatus = execution.exitCode === own.exit || statesExit(step, own);
    // What an idempotent step prints the second time is not what its page shows.
    const isSecond = step.idempotent === true && step.retry === undefined && ran.has(own);
    if (isStatus && !isSecond) ran.set(own, execution);
    return isStatus && step.retry === undefined ? { ...execution, exitCode: own.exit } : execution;
  };
  return { runbook: { ...runbook, steps }, review, ran };
}
