import type { DiagnosticCode } from '../../model/codes.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Step } from '../../model/runbook.ts';
import { attempt } from './attempt.ts';
import type { Attempted } from './attempted.ts';
import type { RunContext } from './context.ts';
import { pause } from './waiting.ts';

/** What another attempt cannot change. */
const hopeless: ReadonlySet<DiagnosticCode> = new Set(['step-shell', 'step-syntax']);

export interface Tried extends Attempted {
  /** How often it was tried. */
  readonly attempts: number;
}

/**
 * Tries a step until it passes, as often as it may be. An attempt that is over its time takes its
 * sandbox with it, so it is the last.
 */
export async function tryStep(step: Step, context: RunContext): Promise<Tried> {
  const { times, everyMs } = step.retry ?? { times: 0, everyMs: 0 };
  for (let attempts = 1; ; attempts += 1) {
    const giveBack = context.markOutput();
    const attempted = await attempt(step, context);
    const { problem } = attempted;
    if (problem === undefined) return { ...attempted, attempts };
    const isLast = attempts > times || hopeless.has(problem.code) || !context.session.alive;
    const isOver = context.deadline - performance.now() <= everyMs || context.signal.aborted;
    if (isLast || isOver) {
      const why = isOver && !isLast ? ', then the time of the whole runbook was over' : '';
      return { ...attempted, attempts, problem: counted(problem, attempts, why) };
    }
    giveBack();
    context.onRetry({ step, attempt: attempts + 1, attempts: times + 1, pauseMs: everyMs });
    await pause(everyMs, context.signal);
  }
}

function counted(problem: Diagnostic, attempts: number, why: string): Diagnostic {
  if (attempts === 1 && why === '') return problem;
  const often = attempts === 1 ? 'once' : attempts === 2 ? 'twice' : `${attempts} times`;
  return { ...problem, message: `${problem.message} (tried ${often}${why})` };
}
