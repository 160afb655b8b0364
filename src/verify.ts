import { defaults } from './config/defaults.ts';
import { loadConfig } from './config/load.ts';
import type { EngineName } from './model/config.ts';
import { type Diagnostic, diagnostic } from './model/diagnostic.ts';
import type { Coverage, Report, ShardRecord } from './model/report.ts';
import { failedRuns } from './plan/failed.ts';
import { loadDurations, saveDurations } from './report/durations.ts';
import { loadEvidence } from './report/evidence.ts';
import { engineChooser } from './runbook/run/choose-engine.ts';
import { findEngines } from './sandbox/engines.ts';
import type { VerifyEvent } from './verify/events.ts';
import { rutterIdentity } from './verify/identity.ts';
import { defaultJobs } from './verify/jobs.ts';
import { keepEvidence } from './verify/keep-evidence.ts';
import { makePlan, type PlanOptions } from './verify/make-plan.ts';
import { type MemoryOptions, openMemory } from './verify/memory.ts';
import { pinnedDigests } from './verify/pins.ts';
import { preparer } from './verify/preparer.ts';
import { type BeginOrder, proveAll } from './verify/prove-all.ts';

export type { LostRun, RunOf, VerifyEvent } from './verify/events.ts';
export type { PlanOptions } from './verify/make-plan.ts';
export type { MemoryOptions } from './verify/memory.ts';

/** With what is asked for (`PlanOptions`), and what is done with what is known (`MemoryOptions`). */
export interface VerifyOptions extends PlanOptions, MemoryOptions {
  /** Default: the working directory. */
  readonly root?: string | undefined;
  readonly configFile?: string | undefined;
  /** Default: what the configuration says. */
  readonly engine?: 'auto' | EngineName | undefined;
  /** Sandboxes at once. Default: what the configuration says, else by processors and memory. */
  readonly jobs?: number | undefined;
  /**
   * What is begun first: what took longest the last time (default), or what is told first. The order in
   * which it is told is always that of the plan.
   */
  readonly order?: BeginOrder | undefined;
  /** At the first runbook that does not pass, stop the others. What failed the last time begins first. */
  readonly failFast?: boolean | undefined;
  /** Take images only that `rutter.lock` has; what cannot be had so is a failure. */
  readonly frozen?: boolean | undefined;
  /** A runbook that could not be run is a failure. */
  readonly strict?: boolean | undefined;
  /** Like `strict`: in CI nothing may pass unseen. */
  readonly ci?: boolean | undefined;
  /** Where secrets, the server's token and the place of the engine are. Default: that of the process. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  readonly onEvent?: ((event: VerifyEvent) => void) | undefined;
  /** Aborted: what runs is stopped, its sandbox removed, and the result says `stopped`. */
  readonly signal?: AbortSignal | undefined;
}

export interface VerifyResult {
  /** In the order of the plan. */
  readonly reports: readonly Report[];
  /** Of pages with mistakes, and of what kept everything from running; those of reports are there. */
  readonly diagnostics: readonly Diagnostic[];
  /** As the command line ends: 0, 1 or 3. Usage and configuration (2) are thrown. */
  readonly exitCode: 0 | 1 | 3;
  readonly stopped: boolean;
  readonly durationMs: number;
  /** The keys of all runs that were planned, `runbook@image`; one that was stopped has no report. */
  readonly plan: readonly string[];
  /** What becomes of the shell blocks of the pages that were looked at. */
  readonly coverage?: Coverage | undefined;
  /** Of a run that is a share of a larger one. */
  readonly shard?: ShardRecord | undefined;
}

/**
 * Runs the runbooks of a site in sandboxes, as many at once as there is room for, and keeps what it
 * found as evidence. What is known to pass is not run again. A page with a mistake in it is not run.
 * Prints nothing.
 * @throws UserError for a configuration, a path or an option that cannot be used.
 */
export async function verify(options: VerifyOptions = {}): Promise<VerifyResult> {
  const started = performance.now();
  const { onEvent = () => {}, signal = new AbortController().signal } = options;
  const { environment = process.env } = options;
  const config = await loadConfig({ root: options.root, configFile: options.configFile });
  // The engines answer while the pages are read.
  const searching = findEngines(options.engine ?? config.verify.engine, {
    defaultImage: config.verify.image,
    environment,
  });
  try {
    const { runbooks, runs, ...plan } = await makePlan(config, options);
    const problems: Diagnostic[] = [...plan.diagnostics];
    const jobs = options.jobs ?? config.verify.jobs ?? defaultJobs(runbooks);
    onEvent({ type: 'found', runbooks, runs: runs.length, jobs });
    const severity = options.strict || options.ci || options.frozen ? 'error' : 'warning';
    const finish = (reports: readonly Report[]): VerifyResult => ({
      reports,
      diagnostics: problems,
      exitCode: exitCodeOf(reports, problems, severity),
      stopped: signal.aborted,
      durationMs: Math.round(performance.now() - started),
      plan: runs.map(({ key }) => key),
      ...(plan.coverage === undefined ? {} : { coverage: plan.coverage }),
      ...(plan.shard === undefined ? {} : { shard: plan.shard }),
    });
    if (runs.length === 0) return finish([]);
    const digests = await pinnedDigests(config, runs, { frozen: options.frozen ?? false });

    const memory = await openMemory({
      ...{ config, options, runs, onEvent, signal },
      token: environment.RUTTER_CACHE_TOKEN,
      onProblem: (problem) => problems.push(problem),
    });
    const { engines, refused } = await searching;
    // The image that a configuration names is a demand; ours is what an engine of images falls back on.
    const { image: own } = config.verify;
    const prepare = preparer({
      ...{ memory, severity, environment, onEvent },
      chooseEngine: engineChooser(engines, {
        pull: config.verify.pull,
        registries: config.verify.allow.registries,
        offline: options.offline ?? false,
        onPull: (pull) => onEvent({ type: 'pull', ...pull }),
        signal,
      }),
      demandedImage: own === defaults.verify.image && !options.frozen ? undefined : own,
      digests,
      identity: await rutterIdentity(),
      durations: await loadDurations(config.stateDir),
    });
    const urgent = new Set(
      options.failFast ? failedRuns(runs, (await loadEvidence(config.stateDir)).evidence) : [],
    );
    const reports = await proveAll({
      ...{ runs, prepare, jobs, signal },
      order: options.order ?? 'longest',
      isUrgent: (run) => urgent.has(run),
      endsAll: (report) => options.failFast === true && exitCodeOf([report], [], severity) !== 0,
      keep: async (report) => {
        if (options.save !== false) await keepEvidence(config.stateDir, report);
      },
      onReport: (report) => onEvent({ type: 'report', report }),
    });
    await memory.close(!signal.aborted);
    if (options.save !== false && plan.shard === undefined) {
      await saveDurations(config.stateDir, reports);
    }
    if (engines.length === 0) problems.push(noEngine(refused));
    return finish(reports);
  } finally {
    const { engines } = await searching;
    await Promise.all(engines.map((engine) => engine[Symbol.asyncDispose]()));
  }
}

function exitCodeOf(
  reports: readonly Report[],
  problems: readonly Diagnostic[],
  severity: 'error' | 'warning',
): VerifyResult['exitCode'] {
  if (problems.some((one) => one.code === 'verify-no-engine')) return 3;
  const has = (status: Report['status']): boolean => reports.some((one) => one.status === status);
  const isBroken = problems.some((one) => one.severity === 'error');
  if (isBroken || has('failed') || (severity === 'error' && has('not-run'))) return 1;
  return has('error') ? 3 : 0;
}

function noEngine(refused: readonly { name: string; reason: string }[]): Diagnostic {
  return diagnostic({
    code: 'verify-no-engine',
    message: 'there is no sandbox to run in',
    hint: 'start Docker or Podman, or on Linux install bubblewrap (`apt-get install bubblewrap`)',
    details: refused.map((one) => `${one.name}: ${one.reason}`),
  });
}
