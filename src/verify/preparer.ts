import { passKey } from '../cache/pass.ts';
import type { Severity } from '../model/diagnostic.ts';
import type { Report } from '../model/report.ts';
import type { SandboxNeed } from '../model/sandbox.ts';
import { digestOf } from '../model/source.ts';
import type { Choice } from '../runbook/run/choose-engine.ts';
import { notRunReport } from '../runbook/run/not-run-report.ts';
import { prove } from '../runbook/run/prove.ts';
import type { VerifyEvent } from './events.ts';
import type { PlannedRun } from './make-plan.ts';
import type { GroundKey, Memory } from './memory.ts';
import { type NeedOptions, needOf } from './need.ts';
import type { Prepared } from './prove-all.ts';
import { secretsOf } from './secrets.ts';
import { unrunReport } from './unrun-report.ts';

export interface PreparerOptions extends NeedOptions {
  readonly chooseEngine: (need: SandboxNeed) => Promise<Choice>;
  readonly memory: Memory;
  /** What Rutter itself is called in keys. */
  readonly identity: string;
  /** Of a run that cannot be. */
  readonly severity: Severity;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How long runs took the last time, in milliseconds, by their keys. */
  readonly durations: ReadonlyMap<string, number>;
  readonly onEvent: (event: VerifyEvent) => void;
}

/** Finds for each run an engine and what is known of it; answers what is left to be done. */
export function preparer(options: PreparerOptions): (run: PlannedRun) => Promise<Prepared> {
  const { memory, onEvent, severity, digests } = options;

  const prepare = async (run: PlannedRun): Promise<Prepared> => {
    const { runbook, image, partial } = run;
    const secrets = secretsOf(runbook, options.environment);
    if ('missing' in secrets) {
      const { reason, hint } = secrets;
      return { report: unrunReport({ ...run, reason, problem: { severity, hint } }) };
    }
    const need = needOf(run, options);
    const choice = await options.chooseEngine(need);
    if (!('engine' in choice)) {
      return { report: notRunReport({ runbook, image, need, refused: choice.refused, severity }) };
    }
    const { engine } = choice;
    const of = groundKey(run, choice, options.identity);
    const known = await memory.recall(run, of);
    if (known !== undefined) return { report: known };
    const expectedMs = options.durations.get(run.key);
    onEvent({ type: 'runbook-queued', runbook, image, expectedMs });
    return {
      expectedMs,
      prove: async (signal): Promise<Report> => {
        onEvent({ type: 'runbook-start', runbook, image });
        const report = await prove({
          ...{ runbook, image, engine, partial, severity, signal },
          secrets: secrets.values,
          digests,
          onStep: (event) => {
            if (event.type === 'step-end') memory.step(run, event.result);
            onEvent({ ...event, runbook, image });
          },
        });
        await memory.keep(run, of, report);
        onEvent({ type: 'runbook-end', runbook, image, report });
        return report;
      },
    };
  };

  return async (run) => {
    const prepared = await prepare(run);
    if ('report' in prepared) {
      const { runbook, image } = run;
      onEvent({ type: 'runbook-known', runbook, image, report: prepared.report });
    }
    return prepared;
  };
}

/** The key under which a run's result is kept, on the ground that an engine gives. */
export function groundKey(
  { runbook, image, partial }: PlannedRun,
  choice: Extract<Choice, { engine: unknown }>,
  version: string,
): GroundKey {
  const { engine, fingerprint } = choice;
  const steps = runbook.steps.map((step) => `${step.digest} ${step.skip ?? ''}`).join('\n');
  const key = passKey({
    runbook: { digest: partial ? digestOf(steps) : runbook.digest },
    image,
    fingerprint: fingerprint ?? engine.description,
    version,
  });
  return { key, isWhole: fingerprint !== undefined && !partial };
}
