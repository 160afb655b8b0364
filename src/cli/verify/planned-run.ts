import type { EngineName, Limits, NetworkMode, Privileges } from '../../model/config.ts';
import type { Report } from '../../model/report.ts';
import type { Ready, Runbook, ServiceRequest, Step } from '../../model/runbook.ts';
import type { Run } from '../../plan/runs.ts';
import type { Refused } from '../../runbook/run/choose-engine.ts';
import type { Foreseen } from '../../verify/foresee.ts';
import { lineOf } from './line-of.ts';

/** A run as it would be, in plain data. Of variables and secrets only the names. */
export interface PlannedRun {
  /** As in plans and reports: `runbook@image`. */
  readonly key: string;
  readonly runbook: string;
  readonly file: string;
  readonly title: string;
  /** Only a part of its steps was asked for. */
  readonly partial: boolean;
  readonly would: 'run' | 'be-known' | 'not-run';
  /** Of a run that would not be run again. */
  readonly provenAt?: string | undefined;
  /** How long it took the last time. */
  readonly lastMs?: number | undefined;
  readonly engine?: EngineName | undefined;
  readonly engineDescription?: string | undefined;
  /** Why no engine gives the sandbox. */
  readonly refused?: readonly Pick<Refused, 'product' | 'reason'>[] | undefined;
  /** Absent where the sandbox is made from none. */
  readonly image?: string | undefined;
  readonly digest?: string | undefined;
  /** Images that would be pulled before. */
  readonly pulls: readonly string[];
  readonly network: NetworkMode;
  readonly privileges: Privileges;
  readonly limits: Limits;
  readonly timeoutMs: number;
  readonly env: readonly string[];
  readonly secrets: readonly string[];
  /** Secrets that the environment does not have. */
  readonly missingSecrets: readonly string[];
  readonly services: readonly PlannedService[];
  readonly steps: readonly PlannedStep[];
}

export interface PlannedService {
  readonly name: string;
  readonly image: string;
  readonly digest?: string | undefined;
  readonly env: readonly string[];
  /** As the page writes it. */
  readonly ready?: string | undefined;
  readonly readyMs: number;
}

export interface PlannedStep {
  readonly id: string;
  readonly number: number;
  readonly line: number;
  /** Where it does not stand in the page itself: the file that the page includes. */
  readonly file?: string | undefined;
  readonly language: string;
  readonly title?: string | undefined;
  readonly role?: string | undefined;
  readonly tags: readonly string[];
  /** Why it would not be run. */
  readonly skip?: string | undefined;
  readonly timeoutMs: number;
  /** As the page writes them. */
  readonly conditions: readonly string[];
  /** The file that it writes. */
  readonly writes?: string | undefined;
  readonly interpreter?: string | undefined;
  readonly stops?: string | undefined;
  readonly background?: { readonly ready?: string | undefined } | undefined;
  readonly retry?: Step['retry'];
  readonly idempotent?: boolean | undefined;
}

export interface ForeseenRun {
  readonly run: Run;
  readonly foreseen: Foreseen;
  /** The image that an engine of images would make the sandbox from. */
  readonly image: string;
  /** What is known from an earlier run. */
  readonly known?: Report | undefined;
  readonly lastMs?: number | undefined;
  readonly missingSecrets: readonly string[];
}

export function plannedRun(one: ForeseenRun): PlannedRun {
  const { run, foreseen, known, lastMs, missingSecrets } = one;
  const { key, runbook, partial } = run;
  const { network, privileges, limits, env, secrets, services, timeoutMs } = runbook.sandbox;
  const digests = new Map('refused' in foreseen ? [] : Object.entries(foreseen.digests));
  const image = imageOf(one);
  const cannot = 'refused' in foreseen || missingSecrets.length > 0;
  return {
    ...{ key, runbook: runbook.id, file: runbook.source.path, title: runbook.title, partial },
    would: cannot ? 'not-run' : known === undefined ? 'run' : 'be-known',
    provenAt: cannot ? undefined : known?.startedAt,
    lastMs,
    ...engineOf(foreseen),
    ...{ image, digest: image === undefined ? undefined : digests.get(image) },
    ...{ network, privileges, limits, timeoutMs, secrets, missingSecrets },
    env: Object.keys(env).sort(),
    services: services.map((service) => plannedService(service, digests)),
    steps: runbook.steps.map((step) => plannedStep(step, runbook)),
  };
}

function engineOf(foreseen: Foreseen): Pick<PlannedRun, 'refused' | 'engine' | 'pulls'> {
  if ('refused' in foreseen) {
    const refused = foreseen.refused.map(({ product, reason }) => ({ product, reason }));
    return { refused, pulls: [] };
  }
  const { engine, pulls } = foreseen;
  const described = { engineDescription: engine.description };
  return { engine: engine.name, ...described, pulls };
}

function imageOf({ run, foreseen, image }: ForeseenRun): string | undefined {
  const hasImages = !('refused' in foreseen) && foreseen.engine.pull !== undefined;
  return hasImages || run.image !== undefined ? image : undefined;
}

function plannedService(
  { name, image, env, ready, readyMs }: ServiceRequest,
  digests: ReadonlyMap<string, string>,
): PlannedService {
  const names = Object.keys(env).sort();
  return { name, image, digest: digests.get(image), env: names, ready: readyText(ready), readyMs };
}

function plannedStep(step: Step, { sandbox, source }: Runbook): PlannedStep {
  const { id, number, title, role, language, skip, interpreter, stops } = step;
  const { background, conditions = [], retry, idempotent, tags = [] } = step;
  return {
    ...{ id, number, ...lineOf(step, source), language, title, role, tags, skip },
    timeoutMs: step.timeoutMs ?? sandbox.stepTimeoutMs,
    conditions: conditions.map(({ written }) => written),
    writes: step.file?.path,
    ...{ interpreter, stops, retry, idempotent },
    background: background && { ready: readyText(background.ready) },
  };
}

function readyText(ready: Ready | undefined): string | undefined {
  switch (ready?.kind) {
    case undefined:
      return undefined;
    case 'tcp':
      return `tcp:${ready.port}`;
    case 'http':
      return ready.url;
    case 'log':
      return `log:${ready.pattern}`;
  }
}
