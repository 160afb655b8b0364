import type { Diagnostic } from './diagnostic.ts';
import type { Manifest } from './output.ts';
import type { ExternalLink } from './page.ts';
import type { Profile } from './profile.ts';
import type { Runbook } from './runbook.ts';

/** How one build differs from another of the same configuration. */
export interface BuildOptions {
  /** A warning keeps the site from being published, as an error does. */
  readonly strict?: boolean | undefined;
  /** Nothing that an earlier build has left is believed: everything is made anew. */
  readonly force?: boolean | undefined;
  /** Threads that pages are rendered and drawn in, at the most; 1: none but this one. Default: the cores. */
  readonly jobs?: number | undefined;
  /** Measures where the time goes. */
  readonly profile?: Profile | undefined;
  /**
   * What pages of the future are measured by, in milliseconds since 1970. Default: SOURCE_DATE_EPOCH
   * (https://reproducible-builds.org/specs/source-date-epoch/), else the clock.
   */
  readonly now?: number | undefined;
  /** No loader is called that keeps its entries: what it gave before holds. */
  readonly offline?: boolean | undefined;
  /** False: the index of the search is left out. Default: where the configuration asks for it. */
  readonly search?: boolean | undefined;
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
}

/** What `onEvent` is told while a build runs. */
export type BuildEvent =
  | { readonly type: 'scanned'; readonly pages: number }
  /** `reused`: nothing that made the article has changed since an earlier build. */
  | { readonly type: 'rendered'; readonly id: string; readonly reused: boolean }
  | { readonly type: 'publishing'; readonly files: number };

/** What was found, without anything being published. */
export interface CheckResult {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** How many Markdown pages the site has. */
  readonly pages: number;
  /** Those of its pages that are sound. */
  readonly runbooks: readonly Runbook[];
  /** What pages of the site link to elsewhere; of `check` alone. */
  readonly externalLinks?: readonly ExternalLink[] | undefined;
  readonly durationMs: number;
}

/** Files that had a part in a site and lie in none of its folders; relative to its root. */
export interface ReadFrom {
  /** Included by pages; some may not exist. */
  readonly beside: readonly string[];
  /** Modules of the configuration and of the theme, and files that they name; some may not exist. */
  readonly code: readonly string[];
}

/** What was found, and what was published. */
export interface BuildResult extends CheckResult {
  readonly readFrom?: ReadFrom | undefined;
  /** What was published; absent when nothing was, and then the old site stands as it was. */
  readonly manifest?: Manifest | undefined;
  /** Paths that are new or have other bytes. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}
