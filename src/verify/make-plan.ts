import { relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import { totalCoverage } from '../model/coverage.ts';
import { type Diagnostic, UserError } from '../model/diagnostic.ts';
import { filesOf } from '../model/located.ts';
import type { Coverage, ShardRecord } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import { changedFiles, changedRuns } from '../plan/changed.ts';
import { failedRuns } from '../plan/failed.ts';
import { imageLockName } from '../plan/image-lock.ts';
import { planRuns, type Run, type RunFilter } from '../plan/runs.ts';
import { shardOf } from '../plan/shard.ts';
import { shardFrom } from '../plan/shard-from.ts';
import { loadDurations } from '../report/durations.ts';
import { loadEvidence } from '../report/evidence.ts';
import { coverageLow } from '../runbook/coverage.ts';
import { findRunbooks } from './find-runbooks.ts';

/** What of the site is asked for. */
export interface PlanOptions extends RunFilter {
  /** Files, folders and globs, relative to the working directory; none: every page. */
  readonly paths?: readonly string[] | undefined;
  /** Of all these only those of some pages, by their paths relative to the root. */
  readonly pages?: ReadonlySet<string> | undefined;
  /** Only runbooks that changed since a revision of git; `true`: since HEAD. */
  readonly changed?: string | true | undefined;
  /** Only what failed the last time. */
  readonly failed?: boolean | undefined;
  /** The share of the shell blocks that must be steps, 0 to 1. Default: as the configuration says. */
  readonly coverageMin?: number | undefined;
  /** `2/5`, `auto`; absent: as the variables of the CI service say. */
  readonly shard?: string | undefined;
  /** Where those variables are. Default: that of the process. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

/** One runbook in one image, whole or in part. */
export type PlannedRun = Run;

export interface Plan {
  readonly runbooks: readonly Runbook[];
  readonly runs: readonly PlannedRun[];
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage?: Coverage | undefined;
  readonly shard?: ShardRecord | undefined;
}

/** @throws UserError for an option that means nothing here */
export async function makePlan(config: Config, options: PlanOptions): Promise<Plan> {
  const { shard, ...asked } = shardFrom(options.shard, options.environment ?? process.env);
  refuse(asked.diagnostics);
  const found = await findRunbooks(config, options.paths ?? []);
  const planned = planRuns(found.runbooks, options);
  // A page with a mistake is not looked into, so the name or the tag may be there.
  if (found.diagnostics.every((one) => one.severity !== 'error')) refuse(planned.diagnostics);
  const changes =
    options.changed === undefined ? undefined : await changesOf(config, options.changed);
  const changed = changes === undefined ? planned.runs : changedRuns(planned.runs, changes);
  const failed = options.failed
    ? failedRuns(changed, (await loadEvidence(config.stateDir)).evidence)
    : changed;
  const { pages } = options;
  const isMeant = (file: string | undefined): boolean =>
    pages === undefined || file === undefined || pages.has(file);
  const wanted = failed.filter(({ runbook }) => filesOf(runbook.source).some(isMeant));
  const share = shard && shardOf(wanted, shard, await loadDurations(config.stateDir));
  const runs = share?.runs ?? wanted;
  const ids = new Set(runs.map(({ runbook }) => runbook.id));
  return {
    runbooks: found.runbooks.filter(({ id }) => ids.has(id)),
    runs,
    diagnostics: [
      ...found.diagnostics.filter(({ file }) => isTouched(file, changes) && isMeant(file)),
      ...coverageLow(found.coverage, options.coverageMin ?? config.verify.coverageMin ?? 0),
    ],
    coverage: totalCoverage(found.coverage),
    ...(share === undefined ? {} : { shard: share.record }),
  };
}

type Changes = Parameters<typeof changedRuns>[1];

async function changesOf(config: Config, revision: string | true): Promise<Changes> {
  const changed = await changedFiles(config.root, revision);
  if ('problem' in changed) throw new UserError([changed.problem]);
  const { configFile } = config;
  const own = configFile === undefined ? [] : [relative(config.root, configFile)];
  const shared = [...own.map((file) => file.split(sep).join('/')), imageLockName];
  return { files: changed.files, shared };
}

/** Whether a page's mistakes are of interest: with `--changed` those of other pages are not. */
function isTouched(file: string | undefined, changes: Changes | undefined): boolean {
  if (file === undefined || changes === undefined) return true;
  return changes.files.has(file) || changes.shared.some((one) => changes.files.has(one));
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) throw new UserError(diagnostics);
}
