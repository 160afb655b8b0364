import type { Step } from '../../model/runbook.ts';
import type { RunContext } from './context.ts';
import type { Limit } from './limit.ts';

/** The time that one command of a step has from now on: its own limit, or what the runbook has left. */
export function limitFor(step: Step, context: Pick<RunContext, 'runbook' | 'deadline'>): TimeLeft {
  const { sandbox } = context.runbook;
  const leftMs = Math.max(1, context.deadline - performance.now());
  const stepMs = step.timeoutMs ?? sandbox.stepTimeoutMs;
  return leftMs < stepMs
    ? { timeoutMs: Math.ceil(leftMs), limit: { of: 'runbook', ms: sandbox.timeoutMs } }
    : { timeoutMs: stepMs, limit: { of: 'step', ms: stepMs } };
}

export interface TimeLeft {
  readonly timeoutMs: number;
  /** As it is written or configured. */
  readonly limit: Limit;
}
