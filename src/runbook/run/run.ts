import type { Diagnostic } from '../../model/diagnostic.ts';
import { interrupted, type StepResult } from '../../model/report.ts';
import type { Runbook, Step } from '../../model/runbook.ts';
import { type Ground, SandboxError, type Session } from '../../model/sandbox.ts';
import { notRun } from './not-run.ts';
import { outputBudget } from './output-budget.ts';
import { type RunContext, runStep } from './run-step.ts';

export type StepEvent =
  | { readonly type: 'step-start'; readonly step: Step; readonly total: number }
  | { readonly type: 'step-end'; readonly step: Step; readonly result: StepResult };

export interface RunInput {
  readonly runbook: Runbook;
  readonly session: Session;
  /** What the sandbox is called in messages, e.g. `debian:12`; without an image it is the host's. */
  readonly ground?: Pick<Ground, 'name' | 'image'> | undefined;
  readonly onStep?: ((event: StepEvent) => void) | undefined;
  /** Aborted: it returns at once. What still runs ends with the sandbox, which is the caller's. */
  readonly signal?: AbortSignal | undefined;
}

export interface RunResult {
  readonly steps: readonly StepResult[];
  readonly diagnostics: readonly Diagnostic[];
  /** `error`: the sandbox or whoever runs us stopped it; it says nothing about the page. */
  readonly status: 'passed' | 'failed' | 'error';
  readonly reason?: string | undefined;
}

/**
 * Runs the steps of a runbook in order in one session. After a step that failed the session is not
 * what the author meant, so the steps behind it are not run, except those with `role=teardown` while
 * there is a shell. Never throws for what the page did.
 */
export async function runRunbook(input: RunInput): Promise<RunResult> {
  const { runbook, session, signal } = input;
  const results: StepResult[] = [];
  const diagnostics: Diagnostic[] = [];
  const context: RunContext = {
    runbook,
    session,
    ground: input.ground,
    deadline: performance.now() + runbook.sandbox.timeoutMs,
    capture: outputBudget(),
    isBash: once(() => hasBash(session)),
  };
  /** Why the steps that follow are not run. */
  let obstacle: string | undefined;
  let error: string | undefined;
  const stopped = whenAborted(signal);
  try {
    for (const step of runbook.steps) {
      if (signal?.aborted) error ??= interrupted;
      const reason = error ?? reasonAgainst(step, obstacle, session);
      if (step.skip !== undefined || reason !== undefined) {
        results.push(notRun(step, reason));
        continue;
      }
      input.onStep?.({ type: 'step-start', step, total: runbook.steps.length });
      const outcome = await attempt(step, context, stopped.promise);
      if ('error' in outcome) {
        error = outcome.error;
        results.push(notRun(step, error));
        continue;
      }
      results.push(outcome.result);
      diagnostics.push(...outcome.diagnostics);
      if (outcome.result.status !== 'passed') obstacle ??= `step \`${step.id}\` failed`;
      input.onStep?.({ type: 'step-end', step, result: outcome.result });
    }
  } finally {
    stopped.forget();
  }
  if (error !== undefined) return { steps: results, diagnostics, status: 'error', reason: error };
  return {
    steps: results,
    diagnostics,
    status: obstacle === undefined ? 'passed' : 'failed',
  };
}

type Attempt = Awaited<ReturnType<typeof runStep>> | { readonly error: string };

/**
 * Runs a step, or gives it up when everything is to stop: what still runs then ends with its sandbox.
 * A failure of the sandbox is a value; any other exception is a bug of ours and goes on up.
 */
async function attempt(
  step: Step,
  context: RunContext,
  stopped: Promise<{ readonly error: string }>,
): Promise<Attempt> {
  const outcome = runStep(step, context).catch((error: unknown) => {
    if (error instanceof SandboxError) return { error: error.message };
    throw error;
  });
  return Promise.race([stopped, outcome]);
}

function whenAborted(signal: AbortSignal | undefined): {
  readonly promise: Promise<{ readonly error: string }>;
  forget(): void;
} {
  let tell = (): void => {};
  const promise = new Promise<{ readonly error: string }>((resolve) => {
    tell = () => resolve({ error: interrupted });
  });
  if (signal?.aborted) tell();
  signal?.addEventListener('abort', tell, { once: true });
  return { promise, forget: () => signal?.removeEventListener('abort', tell) };
}

function reasonAgainst(
  step: Step,
  obstacle: string | undefined,
  session: Session,
): string | undefined {
  if (obstacle === undefined) return undefined;
  if (step.role !== 'teardown') return obstacle;
  return session.alive ? undefined : `${obstacle}, and its sandbox is gone`;
}

async function hasBash(session: Session): Promise<boolean> {
  const answer = await session.run({ script: `test -n "\${BASH_VERSION-}"`, timeoutMs: 10_000 });
  return answer.exitCode === 0;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
