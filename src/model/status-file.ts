import type { Badge, Coverage, PastRun } from './report.ts';
import type { Ground } from './sandbox.ts';

/**
 * The state of a collection of runbooks, for programs: what `status.json` beside their index holds.
 * URLs are absolute where the site says where it is, else paths with its base. Times are RFC 3339, UTC.
 */
export interface StatusFile {
  /** Where the schema of this file is, relative to it. */
  readonly $schema: string;
  readonly schema: 1;
  /** The title of the site. */
  readonly site: string;
  /** The title of the index. */
  readonly title: string;
  /** The tag of its language. */
  readonly language: string;
  /** Of the index. */
  readonly url: string;
  readonly badge: string;
  /** That of the runbook that needs somebody most. */
  readonly state: Badge;
  /** How many runbooks are in each state. */
  readonly counts: Readonly<Record<Badge, number>>;
  /** What becomes of the shell blocks of the collection's pages. */
  readonly coverage: Coverage;
  /** The one that needs somebody most is the first. */
  readonly runbooks: readonly RunbookState[];
}

export interface RunbookState {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** The URL of its badge. */
  readonly badge: string;
  readonly description?: string | undefined;
  readonly owner?: string | undefined;
  readonly tags: readonly string[];
  readonly state: Badge;
  /** When the image that has waited longest last passed; absent where one never did. */
  readonly lastProven?: string | undefined;
  readonly lastRun?: string | undefined;
  /** Of the last run in each image, together. */
  readonly durationMs?: number | undefined;
  readonly steps: number;
  /** The numbers of the steps that changed since they ran, of a stale page; hidden ones are left out. */
  readonly changedSteps: readonly number[];
  /** One for each image that the page asks for; of a page that asks for none, one without a name. */
  readonly images: readonly ImageState[];
}

export interface ImageState {
  /** As the page asks for it. */
  readonly image?: string | undefined;
  readonly state: Badge;
  /** What it really ran in. */
  readonly ground?: Ground | undefined;
  readonly startedAt?: string | undefined;
  readonly durationMs?: number | undefined;
  /** When the unbroken row of passes of these very steps began. */
  readonly provenSince?: string | undefined;
  /** A step of it did not pass at once. */
  readonly flaky: boolean;
  /** Absent where none failed, or the page shows it no more. */
  readonly failedStep?: { readonly number: number; readonly name?: string | undefined } | undefined;
  /** The newest last. */
  readonly history: readonly PastRun[];
}
