import type { Step } from '../../model/runbook.ts';
import type { BackgroundJob } from '../../model/sandbox.ts';
import type { RunContext } from './context.ts';
import { looker } from './readiness.ts';
import { pause, within } from './waiting.ts';

/** A step without `ready` that ends in this time has ended at once. */
const settleMs = 100;
const shortestPauseMs = 10;
const longestPauseMs = 250;

/** A look that takes longer than what is left of the time has this long even so. */
const leastLookMs = 250;

/** What came of waiting for a background step. */
export type Waited =
  | { readonly is: 'ready' }
  /** It ended by itself; absent: with its sandbox. */
  | { readonly is: 'ended'; readonly status: number | undefined }
  | { readonly is: 'late'; readonly seen?: string | undefined }
  | { readonly is: 'impossible'; readonly problem: string; readonly hint: string }
  /** Everything is to stop. */
  | { readonly is: 'over' };

/**
 * Waits until a background step is ready, has ended by itself, or its time is over.
 * @throws SandboxError when the sandbox cannot be looked at.
 */
export async function becomesReady(
  step: Step,
  job: BackgroundJob,
  {
    context,
    until,
  }: { readonly context: Pick<RunContext, 'prober' | 'signal'>; readonly until: number },
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
  const lookAgain = looker(ready, { job, prober: context.prober });
  const noAnswer = ready.kind === 'http' ? 'does not answer' : undefined;
  let seen: string | undefined;
  let pauseMs = shortestPauseMs;
  for (;;) {
    if (context.signal.aborted) return { is: 'over' };
    // Asked before the look: what it wrote, or left listening, when it ended is seen by the look.
    const last = end;
    const look = await within(Math.max(leastLookMs, until - performance.now()), lookAgain());
    if (look === undefined) return { is: 'late', seen: seen ?? noAnswer };
    if ('problem' in look) return { is: 'impossible', ...look };
    if (look.ready) return { is: 'ready' };
    seen = look.seen;
    if (last !== undefined) return { is: 'ended', status: last.status };
    const leftMs = until - performance.now();
    if (leftMs <= 0) return { is: 'late', seen };
    await pause(Math.min(pauseMs, leftMs), wake);
    pauseMs = Math.min(longestPauseMs, pauseMs * 1.5);
  }
}
