import type { Diagnostic } from '../../model/diagnostic.ts';
import { isListening, socketTableScript } from '../../model/ready-look.ts';
import type { CommandResult } from '../../model/report.ts';
import type { Command, Step } from '../../model/runbook.ts';
import type { BackgroundJob, Execution } from '../../model/sandbox.ts';
import type { Attempted } from './attempted.ts';
import { endedEarly, notReady, tooLate } from './background-failure.ts';
import { becomesReady, type Waited } from './becomes-ready.ts';
import { commandPlace } from './command-place.ts';
import { commandResult } from './command-result.ts';
import type { RunContext } from './context.ts';
import { commandFailure } from './failure.ts';
import { jobAsWritten } from './interpreter.ts';
import type { Limit } from './limit.ts';
import { prepare } from './prepare.ts';
import { limitFor } from './step-limit.ts';

/** Between TERM and KILL, for one that was not ready in time. */
const graceMs = 2_000;

/**
 * Starts a background step and waits until it is ready.
 * @throws SandboxError when the sandbox cannot do its part.
 */
export async function startBackground(
  step: Step,
  command: Command,
  context: RunContext,
): Promise<Attempted> {
  const { limit, timeoutMs } = limitFor(step, context);
  const startedAt = performance.now();
  const taken = await portTaken(step, context);
  if (taken !== undefined) return { commands: [], problem: taken };
  const prepared = await prepare(step, command, context);
  if ('problem' in prepared) return { commands: [], problem: prepared.problem };
  const started = await context.session.start(prepared.script);
  if ('problem' in started) {
    const how = { ended: 'syntax-error', problem: started.problem } as const;
    return brokenOff(step, command, { how, context, limit });
  }
  const { interpreted } = prepared;
  const job = interpreted === undefined ? started.job : jobAsWritten(started.job, interpreted);
  const outcome = await becomesReady(step, job, { context, until: startedAt + timeoutMs });
  const result = resultSoFar(command, outcome, { job, startedAt, context });
  const { runbook, ground } = context;
  const failure = { runbook, ground, step, command, result, interpreted };
  switch (outcome.is) {
    case 'ready':
      return { commands: [result], running: { job, interpreted } };
    case 'over':
      return { commands: [result] };
    case 'ended': {
      if (outcome.status === undefined) {
        return brokenOff(step, command, { how: { ended: 'sandbox-lost' }, context, limit, job });
      }
      const problem = endedEarly({ ...failure, output: job.output(), when: 'ready' });
      return { commands: [result], problem };
    }
    case 'impossible':
    case 'late': {
      await job.stop(graceMs);
      const words =
        outcome.is === 'late'
          ? tooLate(step.background?.ready, limit, outcome.seen)
          : { why: outcome.problem, hint: outcome.hint };
      return { commands: [result], problem: notReady({ ...failure, ...words }) };
    }
  }
}

/**
 * A port on which somebody else listens would be taken for that of the step. Whoever is to look
 * is there before the step is, which may leave room for no other process.
 */
async function portTaken(step: Step, context: RunContext): Promise<Diagnostic | undefined> {
  const ready = step.background?.ready;
  if (ready === undefined || ready.kind === 'log') return undefined;
  const table = await context.prober.ask(socketTableScript);
  if (ready.kind !== 'tcp' || !isListening(table ?? '', ready.port)) return undefined;
  return notReady({
    ...{ runbook: context.runbook, step },
    why: 'was not started, as somebody listens on its port already',
    hint: `stop the other one first, as with \`stop=…\`, or take another port than ${ready.port}`,
  });
}

function resultSoFar(
  command: Command,
  outcome: Waited,
  { job, startedAt, context }: Beginning,
): CommandResult {
  return commandResult(command, {
    ended: outcome.is === 'late' ? 'timeout' : 'exit',
    durationMs: performance.now() - startedAt,
    exitCode: outcome.is === 'ended' ? outcome.status : undefined,
    output: job.output(),
    isExpected: outcome.is === 'ready',
    comparison: { same: true },
    capture: context.capture,
  });
}

interface Beginning {
  readonly job: BackgroundJob;
  readonly startedAt: number;
  readonly context: RunContext;
}

interface Break {
  readonly how: Pick<Execution, 'ended' | 'problem'>;
  readonly context: RunContext;
  readonly limit: Limit;
  /** Absent: nothing of it was started. */
  readonly job?: BackgroundJob | undefined;
}

/** It is no complete command, or went away with its sandbox. */
function brokenOff(step: Step, command: Command, { how, context, limit, job }: Break): Attempted {
  const nothing = { stdout: new Uint8Array(), stderr: new Uint8Array(), truncated: false };
  const execution: Execution = { ...(job?.output() ?? nothing), ...how, durationMs: 0 };
  const comparison = { same: true } as const;
  const result = commandResult(command, {
    ...{ ...execution, output: execution, isExpected: false, comparison },
    capture: context.capture,
  });
  const { source, sandbox } = context.runbook;
  const problem = commandFailure({
    ...{ source, sandbox, step, command, result, execution, comparison, limit },
    ground: context.ground,
    neighbours: [],
    place: commandPlace(source, { step, command, execution }),
  });
  return { commands: [result], problem };
}
