import type { Report, StepResult } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import type { StepEvent } from '../runbook/run/run.ts';

/** One runbook in one image. */
export interface RunOf {
  readonly runbook: Runbook;
  /** As the page asks for it; absent where it names none. */
  readonly image?: string | undefined;
}

/** What of a run that was not finished is known. */
export interface LostRun extends RunOf {
  /** The steps that had ended. A sandbox cannot be had again, so they are run anew. */
  readonly steps: readonly StepResult[];
}

/** What happens, when it happens; only `report` comes in the order of the plan. */
export type VerifyEvent =
  /** `runs`: how often a runbook is run, each image counted. `jobs`: how many of them at once. */
  | {
      readonly type: 'found';
      readonly runbooks: readonly Runbook[];
      readonly runs: number;
      readonly jobs: number;
    }
  /** With `resume`: what the journal of the last run has; `undefined` where there is none. */
  | {
      readonly type: 'resumed';
      readonly past?:
        | { readonly taken: number; readonly samePlan: boolean; readonly lost: readonly LostRun[] }
        | undefined;
    }
  /** It is not run: an earlier run has found it, or it cannot be run. */
  | ({ readonly type: 'runbook-known'; readonly report: Report } & RunOf)
  /** An image is pulled, which may take minutes; runs that need it wait for it. */
  | { readonly type: 'pull'; readonly reference: string; readonly product: string }
  /** It waits for its turn; `expectedMs` is how long it took the last time. */
  | ({ readonly type: 'runbook-queued'; readonly expectedMs?: number | undefined } & RunOf)
  | ({ readonly type: 'runbook-start' } & RunOf)
  | (StepEvent & RunOf)
  | ({ readonly type: 'runbook-end'; readonly report: Report } & RunOf)
  /** Each run once, in the order of the plan, as soon as those before it are known. */
  | { readonly type: 'report'; readonly report: Report };
