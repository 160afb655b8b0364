import type { Diagnostic } from '../../model/diagnostic.ts';
import type { CommandResult } from '../../model/report.ts';
import type { BackgroundJob } from '../../model/sandbox.ts';
import type { Interpreted } from './interpreter.ts';

/** What came of running a step once. */
export interface Attempted {
  readonly commands: readonly CommandResult[];
  readonly problem?: Diagnostic | undefined;
  /** Of a background step that was ready and is left running. */
  readonly running?: StillRunning | undefined;
}

export interface StillRunning {
  readonly job: BackgroundJob;
  /** How its block was run, in another language. */
  readonly interpreted?: Interpreted | undefined;
}
