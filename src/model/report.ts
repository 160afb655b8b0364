import type { Diagnostic } from './diagnostic.ts';
import type { Ended, Ground } from './sandbox.ts';

/** What came of a step. `not-run`: a step before it failed, or nothing could be run. */
export type StepStatus = 'passed' | 'failed' | 'skipped' | 'not-run';

/** One command of a step, as it was run. */
export interface CommandResult {
  readonly script: string;
  readonly exitCode?: number | undefined;
  readonly expectedExit: number;
  readonly ended: Ended;
  /** Text for people: UTF-8 with replacement characters, without terminal controls, bounded. */
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly durationMs: number;
  readonly passed: boolean;
  /** Unified diff of expected and actual output, where they differ. */
  readonly diff?: string | undefined;
}

/** One step, as it was run in one image. */
export interface StepResult {
  readonly id: string;
  readonly number: number;
  readonly name?: string | undefined;
  readonly digest: string;
  readonly status: StepStatus;
  /** Why it was skipped or not run. */
  readonly reason?: string | undefined;
  readonly durationMs: number;
  /** Of the last attempt; of a background step one, with all that it wrote until it ended. */
  readonly commands: readonly CommandResult[];
  /** How often it was tried, where more than once. A step that passed then is flaky. */
  readonly attempts?: number | undefined;
  /** Files that its second run changed, of an idempotent step: `changed /work/app.conf`. */
  readonly changes?: readonly string[] | undefined;
}

/** The reason in a report of a run that was stopped by whoever started it, with Ctrl-C for example. */
export const interrupted = 'interrupted';

/** What came of a runbook in one image. */
export type ReportStatus =
  | 'passed'
  | 'failed'
  /** The sandbox could not do its part: neither pass nor fail of the page. */
  | 'error'
  /** No engine could give the image. */
  | 'not-run';

/** What `verify` found for one runbook in one image. JSON-safe; the published schema describes it. */
export interface Report {
  readonly schema: 1;
  /** The runbook's id. */
  readonly runbook: string;
  readonly title: string;
  /** The page's path relative to the root. */
  readonly file: string;
  /** The image as the page asks for it; absent where it names none. */
  readonly image?: string | undefined;
  /** What it really ran in; absent when it did not run. */
  readonly ground?: Ground | undefined;
  /** Of the whole page. */
  readonly sourceDigest: string;
  /** Of everything that was run. */
  readonly runbookDigest: string;
  /** RFC 3339, UTC, whole seconds. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly status: ReportStatus;
  /** For `error` and `not-run`. */
  readonly reason?: string | undefined;
  readonly steps: readonly StepResult[];
  readonly diagnostics: readonly Diagnostic[];
  /** It was not run this time: `startedAt` is when it passed. */
  readonly cached?: boolean | undefined;
  /** Only a part of the steps was asked for, so it proves nothing of the page. */
  readonly partial?: boolean | undefined;
}

/** Whether a step passed, but not at once. */
export function isFlaky(step: Pick<StepResult, 'status' | 'attempts'>): boolean {
  return step.status === 'passed' && (step.attempts ?? 1) > 1;
}

/** What becomes of shell blocks: of a page, or of all pages together. */
export interface Coverage {
  readonly run: number;
  readonly skipped: number;
  /** Shell blocks that are no steps. */
  readonly plain: number;
}

/** The same of one page. */
export interface PageCoverage extends Coverage {
  /** Relative to the root. */
  readonly file: string;
  /** Why blocks are skipped, each reason once. */
  readonly reasons: readonly string[];
}

/** Which share of a plan a run of `verify` was. */
export interface ShardRecord {
  /** 1-based. */
  readonly index: number;
  readonly count: number;
  /** Digest of the whole plan: the shards of one run agree in it. */
  readonly plan: string;
  /** Every run of the whole plan, as `runbook@image`. */
  readonly runs: readonly string[];
}

/** A run of earlier, in short: that of a runbook in one image. */
export interface PastRun {
  /** RFC 3339, UTC, whole seconds. */
  readonly startedAt: string;
  readonly status: 'passed' | 'failed';
  readonly durationMs: number;
}

/** A report as kept for the build. */
export interface Evidence extends Report {
  /** When the first of the unbroken row of passes of this same digest began; absent unless passed. */
  readonly provenSince?: string | undefined;
  /** The last runs, this one among them, the newest at the end; absent in evidence of earlier versions. */
  readonly history?: readonly PastRun[] | undefined;
}

/**
 * Whether a page still works. `stale`: it is no longer what was run. `unverified`: nothing was proven of it
 * in one of its images.
 */
export type Badge = 'verified' | 'failing' | 'stale' | 'unverified';

/** What a page shows for one image. */
export interface ImageStatus {
  readonly image?: string | undefined;
  readonly badge: Badge;
  readonly evidence?: Evidence | undefined;
}

/** What a page shows of its evidence. */
export interface RunbookStatus {
  /** The worst of its images: failing, stale, unverified, verified in this order. */
  readonly badge: Badge;
  readonly images: readonly ImageStatus[];
  /** Ids of the steps whose digest no evidence knows, of a stale page. */
  readonly changedSteps: readonly string[];
}
