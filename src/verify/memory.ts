import { toldOfToday } from '../cache/pass.ts';
import { openPasses, type Passes } from '../cache/passes.ts';
import { canonicalJson } from '../model/canonical.ts';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Report, StepResult } from '../model/report.ts';
import { digestOf } from '../model/source.ts';
import { reportSchema } from '../report/schema.ts';
import type { VerifyEvent } from './events.ts';
import { type Journal, type PastRun, readJournal, startJournal } from './journal.ts';
import type { PlannedRun } from './make-plan.ts';

export interface MemoryOptions {
  /** Run again what is known to pass. */
  readonly force?: boolean | undefined;
  /** Believe no older pass; in milliseconds. Default: what the configuration says. */
  readonly maxAgeMs?: number | undefined;
  /** Go on with a run that did not come to its end. */
  readonly resume?: boolean | undefined;
  /** Ask no server. */
  readonly offline?: boolean | undefined;
  /** Keep what this run finds; default: yes. */
  readonly save?: boolean | undefined;
}

export interface OpenMemory {
  readonly config: Config;
  readonly options: MemoryOptions;
  readonly runs: readonly PlannedRun[];
  /** The token for the server of the cache. */
  readonly token: string | undefined;
  readonly onEvent: (event: VerifyEvent) => void;
  readonly onProblem: (problem: Diagnostic) => void;
  readonly signal: AbortSignal;
}

/** The key of all that could change what a run finds. */
export interface GroundKey {
  readonly key: string;
  /** It covers really all: a pass may stand in for later runs. Else it holds for a resumed run only. */
  readonly isWhole: boolean;
}

/** What earlier runs have found, and what this one finds for later ones. */
export interface Memory {
  /** What need not be found again. */
  recall(run: PlannedRun, of: GroundKey): Promise<Report | undefined>;
  step(run: PlannedRun, result: StepResult): void;
  keep(run: PlannedRun, of: GroundKey, report: Report): Promise<void>;
  /** @param isComplete nothing is left for a run with `resume` */
  close(isComplete: boolean): Promise<void>;
}

export async function openMemory(opened: OpenMemory): Promise<Memory> {
  const { config, options, runs } = opened;
  const { stateDir } = config;
  const saves = options.save !== false;
  const passes = saves && config.verify.cache.enabled ? passesFor(opened) : undefined;
  const past = options.resume ? await readJournal(stateDir, checkReport) : undefined;
  const plan = digestOf(canonicalJson(runs.map(({ key, runbook }) => [key, runbook.digest])));
  const taken = runs.flatMap(({ key }) => past?.finished.get(key) ?? []);
  let journal: Journal | undefined;
  /** Only when something runs: else the journal of another run is left for it. */
  const writing = (): Journal | undefined => {
    if (saves) journal ??= startJournal(stateDir, plan, taken);
    return journal;
  };
  if (options.resume) {
    const told = past && {
      taken: taken.length,
      samePlan: past.plan === plan,
      ...lostOf(past, runs),
    };
    opened.onEvent({ type: 'resumed', ...(told === undefined ? {} : { past: told }) });
  }
  return {
    async recall(run, of) {
      const before = past?.finished.get(run.key);
      if (before?.of === of.key) {
        const report = resumed(before.report, run);
        if (report !== undefined) return report;
      }
      if (!of.isWhole || run.partial) return undefined;
      return await passes?.find(of.key, run.runbook, run.image);
    },
    step: (run, result) => writing()?.step(run.key, result),
    async keep(run, of, report) {
      // What was stopped says nothing.
      if (report.status !== 'passed' && report.status !== 'failed') return;
      writing()?.report({ run: run.key, of: of.key, report });
      if (of.isWhole && !run.partial) await passes?.keep(of.key, run.runbook, report);
    },
    async close(isComplete) {
      if (past !== undefined) writing();
      await journal?.close(isComplete);
      await passes?.close();
    },
  };
}

function passesFor({ config, options, token, onProblem, signal }: OpenMemory): Passes {
  const { url, maxAgeMs } = config.verify.cache;
  const onFault = (problem: string): void => onProblem(noServer(url ?? '', problem));
  return openPasses({
    stateDir: config.stateDir,
    maxAgeMs: options.maxAgeMs ?? maxAgeMs,
    force: options.force,
    check: checkReport,
    remote: url === undefined || options.offline ? undefined : { url, token, onFault, signal },
  });
}

/** Of a run that went on: a failure tells of places in the page, so that must be the same to the letter. */
function resumed(report: Report, { runbook, image, partial }: PlannedRun): Report | undefined {
  const isSame = report.sourceDigest === runbook.source.digest;
  if (partial || report.status !== 'passed') return isSame ? report : undefined;
  return toldOfToday(report, runbook, image);
}

function lostOf(past: PastRun, runs: readonly PlannedRun[]) {
  return {
    lost: runs.flatMap(({ key, runbook, image }) => {
      const steps = past.steps.get(key);
      return steps === undefined ? [] : [{ runbook, image, steps }];
    }),
  };
}

function checkReport(value: unknown): Report | undefined {
  const checked = reportSchema.safeParse(value);
  return checked.success ? checked.data : undefined;
}

function noServer(url: string, problem: string): Diagnostic {
  // A URL may hold a password.
  const { origin, pathname } = new URL(url);
  return diagnostic({
    code: 'verify-cache',
    severity: 'warning',
    message: `the cache \`${origin}${pathname}\` is not used: ${problem}`,
    hint: 'nothing fails of it; see `verify.cache.url` and RUTTER_CACHE_TOKEN, or leave it out with `--offline`',
  });
}
