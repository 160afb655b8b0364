import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Coverage, ShardRecord } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import type { RunOf } from './events.ts';
import { findRunbooks } from './find-runbooks.ts';

/** What of the site is asked for. */
export interface PlanOptions {
  /** Files and folders, relative to the working directory; none: every page. */
  readonly paths?: readonly string[] | undefined;
}

/** One runbook in one image, whole or in part. */
export interface PlannedRun extends RunOf {
  /** `runbook@image`. */
  readonly key: string;
  /** Only a part of its steps was asked for. */
  readonly partial: boolean;
}

export interface Plan {
  readonly runbooks: readonly Runbook[];
  readonly runs: readonly PlannedRun[];
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage?: Coverage | undefined;
  readonly shard?: ShardRecord | undefined;
}

/** @throws UserError for an option that means nothing here */
export async function makePlan(config: Config, options: PlanOptions): Promise<Plan> {
  const { runbooks, diagnostics } = await findRunbooks(config, options.paths ?? []);
  const runs = runbooks.flatMap((runbook) =>
    (runbook.sandbox.images.length === 0 ? [undefined] : runbook.sandbox.images).map((image) => ({
      key: `${runbook.id}@${image ?? 'default'}`,
      runbook,
      image,
      partial: false,
    })),
  );
  return { runbooks, runs, diagnostics };
}
