import type { Command, Runbook, Step } from '../../model/runbook.ts';
import type { Execution, Ground, Sandbox, Session } from '../../model/sandbox.ts';
import type { BackgroundSteps } from './background.ts';
import type { Captured } from './captured.ts';
import type { SandboxFacts } from './condition-test.ts';
import type { Masker } from './mask.ts';
import type { Prober } from './prober.ts';

/** What a runbook needs of its sandbox beside the session. */
export type Beside = Pick<Sandbox, 'spawn' | 'writable' | 'changedPaths' | 'services'>;

/** What the steps of one run of a runbook share. */
export interface RunContext {
  readonly runbook: Runbook;
  readonly session: Session;
  readonly sandbox: Beside;
  readonly ground: Pick<Ground, 'name' | 'image'>;
  readonly facts: SandboxFacts;
  /** By `performance.now()`: when the time of the whole runbook is over. */
  readonly deadline: number;
  /** Aborted: whatever waits stops waiting. */
  readonly signal: AbortSignal;
  readonly capture: (output: Uint8Array) => Captured;
  /** What is captured from now on is given back to the bounds of the report when the answer is called. */
  readonly markOutput: () => () => void;
  readonly isBash: () => Promise<boolean>;
  readonly background: BackgroundSteps;
  readonly prober: Prober;
  /** A step is about to be tried again. */
  readonly onRetry: (retry: Retry) => void;
  readonly review?: Review | undefined;
  /** For what comes from the sandbox on another way than the session. */
  readonly masker: Masker;
}

/**
 * Sees what came of a command before it is judged; what it answers is judged in its place. For who
 * wants the output itself, such as `--update`, and not whether it is right.
 */
export type Review = (ran: {
  readonly step: Step;
  readonly command: Command;
  readonly execution: Execution;
}) => Execution;

/** A further attempt at a step. */
export interface Retry {
  readonly step: Step;
  /** Of the coming attempt; the second is the first of them. */
  readonly attempt: number;
  readonly attempts: number;
  readonly pauseMs: number;
}
