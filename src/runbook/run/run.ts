import { interrupted, type StepResult } from '../../model/report.ts';
import type { Runbook, Step } from '../../model/runbook.ts';
import type { Ground, Session } from '../../model/sandbox.ts';
import { backgroundSteps } from './background.ts';
import { reasonToSkip } from './conditions.ts';
import type { Beside, Retry, Review, RunContext } from './context.ts';
import { guardOf } from './guard.ts';
import { type Masker, masker } from './mask.ts';
import { notRun, skipped } from './not-run.ts';
import { outputBudget } from './output-budget.ts';
import { createProber } from './prober.ts';
import { type Found, failureOf, type RunResult, runLog } from './run-log.ts';
import { runStep } from './run-step.ts';

export type StepEvent =
  | { readonly type: 'step-start'; readonly step: Step; readonly total: number }
  /** It did not pass, and is tried again after a pause. */
  | ({ readonly type: 'step-retry' } & Retry)
  /** A background step is at its end here when it is ready. */
  | { readonly type: 'step-end'; readonly step: Step; readonly result: StepResult };

export interface RunInput {
  readonly runbook: Runbook;
  readonly session: Session;
  /** What stands beside the session. */
  readonly sandbox: Beside;
  readonly ground: Pick<Ground, 'name' | 'image' | 'architecture'>;
  /** The image as the page asks for it. */
  readonly image?: string | undefined;
  /** What people call the engine: `docker`, `podman`, `bubblewrap`. */
  readonly engine: string;
  readonly onStep?: ((event: StepEvent) => void) | undefined;
  readonly review?: Review | undefined;
  /** Of the secrets; what the session and the services give is masked already. */
  readonly masker?: Masker | undefined;
  /** Aborted: it returns at once. What still runs ends with the sandbox, which is the caller's. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the steps of a runbook in order in one session. After a step that failed the session is not
 * what the author meant, so the steps behind it are not run, except those with `role=teardown` while
 * there is a shell. What runs in the background is stopped at the end, after the teardown. Never
 * throws for what the page did.
 */
export async function runRunbook(input: RunInput): Promise<RunResult> {
  const { runbook, session, onStep } = input;
  const log = runLog();
  using guard = guardOf(input.signal);
  const context = contextOf(input, guard.signal);
  let error: string | undefined;
  for (const step of runbook.steps) {
    if (guard.signal.aborted) error ??= interrupted;
    const reason = error ?? reasonAgainst(step, log.obstacle, session);
    if (step.skip !== undefined || reason !== undefined) {
      log.add({ result: notRun(step, reason), diagnostics: [] });
      continue;
    }
    const taken = await guard.run(() => takeStep(step, log.obstacle, { context, onStep }));
    if ('error' in taken) {
      error = taken.error;
      log.add({ result: notRun(step, error), diagnostics: [] });
      continue;
    }
    log.add(...taken.before, taken.own, ...taken.after);
    if (taken.ran) onStep?.({ type: 'step-end', step, result: taken.own.result });
  }
  const { background, prober } = context;
  const stopped = error === undefined ? await guard.run(() => background.stopAll()) : { error };
  if ('error' in stopped) error = stopped.error;
  log.add(...('error' in stopped ? background.abandon() : stopped));
  prober.close();
  return log.close(error);
}

function contextOf(input: RunInput, signal: AbortSignal): RunContext {
  const { runbook, session, sandbox, ground, image, engine, onStep } = input;
  const images = [image, ground.image].filter((one) => one !== undefined);
  const { capture, mark } = outputBudget();
  const base = { runbook, session, sandbox, ground, signal, capture, markOutput: mark };
  return {
    ...base,
    facts: { engine, architecture: ground.architecture, images, name: ground.name },
    deadline: performance.now() + runbook.sandbox.timeoutMs,
    isBash: once(() => hasBash(session)),
    background: backgroundSteps(base),
    prober: createProber(sandbox.spawn),
    onRetry: (retry) => onStep?.({ type: 'step-retry', ...retry }),
    review: input.review,
    masker: input.masker ?? masker({}),
  };
}

interface Taken {
  readonly own: Found;
  /** Background steps that ended before it, and while it ran. */
  readonly before: readonly Found[];
  readonly after: readonly Found[];
  readonly ran: boolean;
}

async function takeStep(
  step: Step,
  obstacle: string | undefined,
  { context, onStep }: { readonly context: RunContext } & Pick<RunInput, 'onStep'>,
): Promise<Taken> {
  const { background, facts, session, runbook } = context;
  const left = (result: StepResult, before: readonly Found[] = []): Taken => {
    return { own: { result, diagnostics: [] }, before, after: [], ran: false };
  };
  const reason = await reasonToSkip(step, facts, session);
  if (reason !== undefined) return left(skipped(step, reason));
  const before = [
    ...(await background.ended()),
    ...(step.stops === undefined ? [] : await background.stop(step.stops)),
  ];
  const failed = before.find(({ result }) => result.status === 'failed');
  const against = reasonAgainst(step, obstacle ?? (failed && failureOf(failed)), session);
  if (against !== undefined) return left(notRun(step, against), before);
  onStep?.({ type: 'step-start', step, total: runbook.steps.length });
  const own = await runStep(step, context);
  return { own, before, after: await background.ended(), ran: true };
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
  const script = `test -n "\${BASH_VERSION-}"`;
  const answer = await session.run({ script, timeoutMs: 10_000, quiet: true });
  return answer.exitCode === 0;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
