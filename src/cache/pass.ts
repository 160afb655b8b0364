import { canonicalJson } from '../model/canonical.ts';
import { isFlaky, type Report, type StepResult } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import { digestOf } from '../model/source.ts';

/** Everything that could change what a run finds. */
export interface PassOf {
  readonly runbook: Pick<Runbook, 'digest'>;
  /** As it is asked for: of two names of one image, each has its own pass. */
  readonly image: string | undefined;
  /** Of the engine: its product and version, the digests of the image and of the services' images. */
  readonly fingerprint: string;
  /** Rutter's own. */
  readonly version: string;
}

/** The key of a pass: 64 hexadecimal digits. */
export function passKey({ runbook, image, fingerprint, version }: PassOf): string {
  const what = { runbook: runbook.digest, image, fingerprint, version };
  return digestOf(canonicalJson(what)).slice('sha256:'.length);
}

/**
 * Whether a report may stand in for a later run: a pass of everything, at once, that nothing from the
 * host had a part in.
 */
export function isLasting(report: Report, runbook: Runbook): boolean {
  return (
    report.status === 'passed' &&
    report.partial !== true &&
    report.cached !== true &&
    report.diagnostics.length === 0 &&
    runbook.sandbox.secrets.length === 0 &&
    report.steps.some((step) => step.status === 'passed') &&
    report.steps.every((step) => step.status === 'passed' || step.status === 'skipped') &&
    !report.steps.some(isFlaky)
  );
}

/** What stands in the place of a pass once a later run has put it in doubt. */
export interface Doubt {
  /** When that run began: RFC 3339, UTC. */
  readonly doubtedAt: string;
}

/** A run of the same steps that failed, or passed late only: an earlier pass holds no more. */
export function doubtOf(report: Report): Doubt | undefined {
  if (report.partial || report.cached) return undefined;
  const isDoubt = report.status === 'failed' || report.steps.some(isFlaky);
  return isDoubt ? { doubtedAt: report.startedAt } : undefined;
}

/** When the doubt that is kept here arose, in milliseconds; undefined for anything else. */
export function doubtedAt(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('doubtedAt' in value)) return undefined;
  const at = Date.parse(String(value.doubtedAt));
  return Number.isFinite(at) ? at : undefined;
}

/**
 * What was found of these very steps once, told of the page as it is now: steps may have other names
 * and stand elsewhere. Undefined where it is of other steps.
 */
export function toldOfToday(
  report: Report,
  runbook: Runbook,
  image: string | undefined,
): Report | undefined {
  const { steps } = runbook;
  const isSame =
    report.runbookDigest === runbook.digest &&
    report.image === image &&
    report.steps.length === steps.length &&
    steps.every((step, index) => step.digest === report.steps[index]?.digest);
  if (!isSame) return undefined;
  return {
    ...report,
    runbook: runbook.id,
    title: runbook.title,
    file: runbook.source.path,
    sourceDigest: runbook.source.digest,
    steps: steps.flatMap((step, index): readonly StepResult[] => {
      const found = report.steps[index];
      if (found === undefined) return [];
      const { name: _, ...rest } = found;
      const named = step.name === undefined ? {} : { name: step.name };
      const why = step.skip === undefined ? {} : { reason: step.skip };
      return [{ ...rest, ...named, ...why, id: step.id, number: step.number }];
    }),
  };
}

/** How long ago it passed, in milliseconds; undefined where its clock was ahead of ours. */
export function ageOf(report: Pick<Report, 'startedAt'>, nowMs: number): number | undefined {
  const age = nowMs - Date.parse(report.startedAt);
  return Number.isFinite(age) && age >= -aheadMs ? Math.max(0, age) : undefined;
}

/** Clocks of machines that share a cache differ. */
const aheadMs = 5 * 60_000;
