import type { Diagnostic } from '../../model/diagnostic.ts';
import type { CommandResult } from '../../model/report.ts';
import type { Command, Step } from '../../model/runbook.ts';
import type { BackgroundJob, Execution, Started } from '../../model/sandbox.ts';
import type { Attempted } from './attempted.ts';
import { endedEarly, notReady, tooLate } from './background-failure.ts';
import { commandPlace } from './command-place.ts';
import { commandResult } from './command-result.ts';
import type { RunContext } from './context.ts';
import { commandFailure } from './failure.ts';
import type { Limit } from './limit.ts';
import type { Look } from './look.ts';
import { prepare } from './prepare.ts';
import { looker } from './readiness.ts';
import { limitFor } from './step-limit.ts';
import { pause } from './waiting.ts';

/** A step without `ready` that ends in this time has ended at once. */
const settleMs = 100;
const shortestPauseMs = 10;
const longestPauseMs = 250;
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
  const prepared = await prepare(step, command, context);
  if ('problem' in prepared) return { commands: [], problem: prepared.problem };
  const started = await context.session.start(prepared.script);
  if ('problem' in started) return refused(step, command, { started, context, limit });
  const { job } = started;
  const outcome = await waitFor(step, job, { context, until: startedAt + timeoutMs });
  const result = resultSoFar(command, outcome, { job, startedAt, context });
  if (outcome.is === 'ready') return { commands: [result], job };
  if (outcome.is === 'over') return { commands: [result] };
  const failure = {
    ...{ runbook: context.runbook, ground: context.ground, step, command, result },
    output: job.output(),
  };
  if (outcome.is === 'ended') {
    return { commands: [result], problem: endedEarly({ ...failure, when: 'ready' }) };
  }
  await job.stop(graceMs);
  return { commands: [result], problem: problemOf(outcome) };

  function problemOf(waited: Extract<Waited, { is: 'late' | 'impossible' }>): Diagnostic {
    if (waited.is === 'impossible') {
      return notReady({ ...failure, why: waited.problem, hint: waited.hint });
    }
    const { ready } = step.background ?? {};
    const words =
      ready === undefined
        ? { why: 'did not start in time', hint: 'give it more time with `timeout=…`' }
        : tooLate(ready, limit, waited.seen);
    return notReady({ ...failure, ...words });
  }
}

type Waited =
  | { readonly is: 'ready' }
  /** It ended by itself; absent: with its sandbox. */
  | { readonly is: 'ended'; readonly status: number | undefined }
  | { readonly is: 'late'; readonly seen?: string | undefined }
  | { readonly is: 'impossible'; readonly problem: string; readonly hint: string }
  /** Everything is to stop. */
  | { readonly is: 'over' };

async function waitFor(
  step: Step,
  job: BackgroundJob,
  { context, until }: { readonly context: RunContext; readonly until: number },
): Promise<Waited> {
  const ready = step.background?.ready;
  let end: { readonly status: number | undefined } | undefined;
  const ended = new AbortController();
  void job.ended.then((status) => {
    end = { status };
    ended.abort();
  });
  const wake = AbortSignal.any([ended.signal, context.signal]);
  if (ready === undefined) {
    await pause(Math.max(0, Math.min(settleMs, until - performance.now())), wake);
    const [command] = step.commands;
    // What puts itself into the background, or is done already, has done what it was to do.
    const isFine = end === undefined || end.status === command?.exit;
    return isFine ? { is: 'ready' } : { is: 'ended', status: end?.status };
  }
  const look = looker(ready, { job, prober: context.prober });
  let pauseMs = shortestPauseMs;
  for (;;) {
    if (context.signal.aborted) return { is: 'over' };
    // Asked before the look: what it wrote, or left listening, when it ended is seen by the look.
    const last = end;
    const seen: Look = await look();
    if ('problem' in seen) return { is: 'impossible', ...seen };
    if (seen.ready) return { is: 'ready' };
    if (last !== undefined) return { is: 'ended', status: last.status };
    const leftMs = until - performance.now();
    if (leftMs <= 0) return { is: 'late', seen: seen.seen };
    await pause(Math.min(pauseMs, leftMs), wake);
    pauseMs = Math.min(longestPauseMs, pauseMs * 1.5);
  }
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

/** Text that the shell does not start at all. */
function refused(step: Step, command: Command, { started, context, limit }: Refusal): Attempted {
  const nothing = { stdout: new Uint8Array(), stderr: new Uint8Array(), truncated: false };
  const execution: Execution = {
    ...nothing,
    ended: 'syntax-error',
    problem: started.problem,
    durationMs: 0,
  };
  const comparison = { same: true } as const;
  const result = commandResult(command, {
    ...execution,
    ...{ output: nothing, isExpected: false, comparison, capture: context.capture },
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

interface Refusal {
  readonly started: Extract<Started, { problem: unknown }>;
  readonly context: RunContext;
  readonly limit: Limit;
}
