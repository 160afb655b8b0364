import { defaults } from './config/defaults.ts';
import { loadConfig } from './config/load.ts';
import type { EngineName } from './model/config.ts';
import { type Diagnostic, diagnostic } from './model/diagnostic.ts';
import type { Report } from './model/report.ts';
import type { Runbook } from './model/runbook.ts';
import { saveEvidence } from './report/evidence.ts';
import { engineChooser } from './runbook/run/choose-engine.ts';
import { notRunReport } from './runbook/run/not-run-report.ts';
import { prove } from './runbook/run/prove.ts';
import type { StepEvent } from './runbook/run/run.ts';
import { findEngines } from './sandbox/engines.ts';
import { findRunbooks } from './verify/find-runbooks.ts';

export interface VerifyOptions {
  /** Default: the working directory. */
  readonly root?: string | undefined;
  readonly configFile?: string | undefined;
  /** Files and folders, relative to the working directory; none: every page. */
  readonly paths?: readonly string[] | undefined;
  /** Default: what the configuration says. */
  readonly engine?: 'auto' | EngineName | undefined;
  /** A runbook that could not be run is a failure. */
  readonly strict?: boolean | undefined;
  /** Like `strict`: in CI nothing may pass unseen. */
  readonly ci?: boolean | undefined;
  /** Keep the evidence for the build; default: yes. */
  readonly save?: boolean | undefined;
  readonly onEvent?: ((event: VerifyEvent) => void) | undefined;
  /** Aborted: what runs is stopped, its sandbox removed, and the result says `stopped`. */
  readonly signal?: AbortSignal | undefined;
}

export type VerifyEvent =
  /** `runs`: how often a runbook is run, each image counted. */
  | { readonly type: 'found'; readonly runbooks: readonly Runbook[]; readonly runs: number }
  | {
      readonly type: 'runbook-start';
      readonly runbook: Runbook;
      readonly image?: string | undefined;
    }
  | (StepEvent & { readonly runbook: Runbook; readonly image?: string | undefined })
  | { readonly type: 'runbook-end'; readonly runbook: Runbook; readonly report: Report };

export interface VerifyResult {
  readonly reports: readonly Report[];
  /** Of pages with mistakes, and of what kept everything from running; those of reports are there. */
  readonly diagnostics: readonly Diagnostic[];
  /** As the command line ends: 0, 1 or 3. Usage and configuration (2) are thrown. */
  readonly exitCode: 0 | 1 | 3;
  readonly stopped: boolean;
  readonly durationMs: number;
}

/**
 * Runs the runbooks of a site in sandboxes, one after the other, and keeps what it found as evidence.
 * A page with a mistake in it is not run. Prints nothing.
 * @throws UserError for a configuration or a path that cannot be used.
 */
export async function verify(options: VerifyOptions = {}): Promise<VerifyResult> {
  const started = performance.now();
  const { onEvent, signal } = options;
  const config = await loadConfig({ root: options.root, configFile: options.configFile });
  const { runbooks, diagnostics } = await findRunbooks(config, options.paths ?? []);
  const runs = runbooks.flatMap((runbook) =>
    (runbook.sandbox.images.length === 0 ? [undefined] : runbook.sandbox.images).map((image) => ({
      runbook,
      image,
    })),
  );
  onEvent?.({ type: 'found', runbooks, runs: runs.length });
  const finish = (
    rest: Pick<VerifyResult, 'reports' | 'diagnostics' | 'exitCode'>,
  ): VerifyResult => ({
    ...rest,
    stopped: signal?.aborted ?? false,
    durationMs: Math.round(performance.now() - started),
  });
  const isBroken = diagnostics.some((one) => one.severity === 'error');
  if (runs.length === 0) return finish({ reports: [], diagnostics, exitCode: isBroken ? 1 : 0 });

  const severity = options.strict || options.ci ? 'error' : 'warning';
  const { engines, refused } = await findEngines(options.engine ?? config.verify.engine, {
    defaultImage: config.verify.image,
  });
  const chooseEngine = engineChooser(engines);
  // The image that a configuration names is a demand; ours is what an engine of images falls back on.
  const { image: own } = config.verify;
  const demanded = own === defaults.verify.image ? undefined : own;
  const reports: Report[] = [];
  try {
    for (const { runbook, image } of runs) {
      if (signal?.aborted) break;
      onEvent?.({ type: 'runbook-start', runbook, image });
      const { network, privileges } = runbook.sandbox;
      const need = { image: image ?? demanded, network, privileges };
      const choice = await chooseEngine(need);
      const onStep = (event: StepEvent): void => onEvent?.({ ...event, runbook, image });
      const report =
        'engine' in choice
          ? await prove({ runbook, image, engine: choice.engine, onStep, signal })
          : notRunReport({ runbook, image, need, refused: choice.refused, severity });
      if (options.save !== false) await saveEvidence(config.stateDir, report);
      reports.push(report);
      onEvent?.({ type: 'runbook-end', runbook, report });
    }
  } finally {
    await Promise.all(engines.map((engine) => engine[Symbol.asyncDispose]()));
  }
  if (engines.length === 0) {
    return finish({ reports, diagnostics: [...diagnostics, noEngine(refused)], exitCode: 3 });
  }
  const has = (status: Report['status']): boolean => reports.some((one) => one.status === status);
  const isFailed = isBroken || has('failed') || (severity === 'error' && has('not-run'));
  return finish({ reports, diagnostics, exitCode: isFailed ? 1 : has('error') ? 3 : 0 });
}

function noEngine(refused: readonly { name: string; reason: string }[]): Diagnostic {
  return diagnostic({
    code: 'verify-no-engine',
    message: 'there is no sandbox to run in',
    hint: 'start Docker or Podman, or on Linux install bubblewrap (`apt-get install bubblewrap`)',
    details: refused.map((one) => `${one.name}: ${one.reason}`),
  });
}
