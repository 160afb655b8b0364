import type { Diagnostic, Severity } from '../../model/diagnostic.ts';
import type { Report } from '../../model/report.ts';
import type { Runbook } from '../../model/runbook.ts';
import { type Engine, type Ground, type Sandbox, SandboxError } from '../../model/sandbox.ts';
import type { Review } from './context.ts';
import { masker } from './mask.ts';
import { maskedReport } from './mask-report.ts';
import { maskedServices, maskedSession } from './mask-session.ts';
import { notRun } from './not-run.ts';
import { reportHead } from './report-head.ts';
import { runRunbook, type StepEvent } from './run.ts';
import type { RunResult } from './run-log.ts';
import { broken, nothingProven, notRemoved, serviceFailed } from './sandbox-problems.ts';

export interface ProveInput {
  readonly runbook: Runbook;
  /** As the page asks for it. */
  readonly image: string | undefined;
  readonly engine: Engine;
  /** Values of the variables that the page names as `secrets`. They are in no report. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** Digests that the images must have, by reference. */
  readonly digests?: Readonly<Record<string, string>> | undefined;
  /** Of the message that nothing is proven, where every step is skipped; default: `warning`. */
  readonly severity?: Severity | undefined;
  /** Only a part of the page's steps is in the runbook. */
  readonly partial?: boolean | undefined;
  readonly onStep?: ((event: StepEvent) => void) | undefined;
  readonly review?: Review | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How long a sandbox may outlive its runbook's own limit: to start, to end its jobs, to be taken down. */
const graceMs = 60_000;

/** Runs a runbook in a fresh sandbox, which is removed whatever happens, and reports what it found. */
export async function prove(input: ProveInput): Promise<Report> {
  const { runbook, image } = input;
  const startedAt = new Date();
  const started = performance.now();
  const found = await inSandbox(input);
  const report: Report = {
    ...reportHead(runbook, image),
    ...(found.ground === undefined ? {} : { ground: found.ground }),
    startedAt: `${startedAt.toISOString().slice(0, 19)}Z`,
    durationMs: Math.round(performance.now() - started),
    status: found.status,
    ...(found.reason === undefined ? {} : { reason: found.reason }),
    steps: found.steps,
    diagnostics: found.diagnostics.map((one) => inImage(one, input)),
    ...(input.partial ? { partial: true } : {}),
  };
  return maskedReport(report, masker(input.secrets ?? {}));
}

/** Of a page that runs in more images than one, which of them it was. */
function inImage(one: Diagnostic, { runbook, image }: ProveInput): Diagnostic {
  if (image === undefined || runbook.sandbox.images.length < 2) return one;
  return { ...one, message: `${one.message} (in ${image})` };
}

interface Found extends RunResult {
  readonly ground?: Ground | undefined;
}

async function inSandbox(input: ProveInput): Promise<Found> {
  const { runbook, engine, image, secrets, digests, signal } = input;
  const { network, privileges, limits, services, timeoutMs } = runbook.sandbox;
  let sandbox: Sandbox | undefined;
  let removal: SandboxError | undefined;
  let found: Found;
  try {
    sandbox = await engine.start({
      ...(image === undefined ? {} : { image }),
      network,
      privileges,
      limits,
      services,
      env: { ...runbook.sandbox.env, ...secrets },
      ...(digests === undefined ? {} : { digests }),
      lifetimeMs: timeoutMs + graceMs + services.reduce((sum, { readyMs }) => sum + readyMs, 0),
      label: runbook.id,
      signal,
    });
    found = await inSession(input, sandbox);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    found = failed(runbook, error, sandbox);
  } finally {
    removal = await closed(sandbox);
  }
  if (removal === undefined) return found;
  return { ...found, diagnostics: [...found.diagnostics, notRemoved(runbook, removal)] };
}

async function inSession(input: ProveInput, sandbox: Sandbox): Promise<Found> {
  const { runbook, image, engine, onStep, review, signal } = input;
  const { ground } = sandbox;
  const hide = masker(input.secrets ?? {});
  const opened = await sandbox.open();
  const session = maskedSession(opened, hide);
  const { spawn, writable } = sandbox;
  const changedPaths = sandbox.changedPaths?.bind(sandbox);
  const services = maskedServices(sandbox.services, hide);
  const beside = { spawn, writable, services, ...(changedPaths && { changedPaths }) };
  try {
    const ran = await runRunbook({
      ...{ runbook, session, sandbox: beside, ground, image, onStep, review, signal },
      engine: engine.product,
      masker: hide,
    });
    const isBroken = ran.status === 'error' && !signal?.aborted;
    const problems = [
      ...(isBroken ? [broken(runbook, `failed: ${ran.reason}`)] : []),
      ...(ran.status === 'not-run'
        ? [nothingProven(runbook, ran, input.severity ?? 'warning')]
        : []),
    ];
    return { ...ran, ground, diagnostics: [...ran.diagnostics, ...problems] };
  } finally {
    await closed(opened);
  }
}

/** Disposes of something and answers why it could not be. */
async function closed(one: AsyncDisposable | undefined): Promise<SandboxError | undefined> {
  try {
    await one?.[Symbol.asyncDispose]();
    return undefined;
  } catch (error) {
    if (error instanceof SandboxError) return error;
    throw error;
  }
}

function failed(runbook: Runbook, error: SandboxError, sandbox: Sandbox | undefined): Found {
  const what = sandbox === undefined ? 'could not be started' : 'failed';
  const isService = error.service !== undefined;
  return {
    status: isService ? 'failed' : 'error',
    reason: error.message,
    steps: runbook.steps.map((step) => notRun(step, error.message)),
    diagnostics: [
      isService
        ? serviceFailed(runbook, error)
        : broken(runbook, `${what}: ${error.message}`, error.details),
    ],
    ...(sandbox === undefined ? {} : { ground: sandbox.ground }),
  };
}
