import type { Diagnostic } from '../../model/diagnostic.ts';
import type { CommandResult } from '../../model/report.ts';
import type { BackgroundJob } from '../../model/sandbox.ts';

/** What came of running a step once. */
export interface Attempted {
  readonly commands: readonly CommandResult[];
  readonly problem?: Diagnostic | undefined;
  /** Of a background step that was ready and is left running. */
  readonly job?: BackgroundJob | undefined;
}
