/** One page that a loader gives. */
export interface LoadedEntry {
  /** Its path below the folder of the collection, without an ending: `fish-soup`, `2026/fish-soup`. */
  readonly id: string;
  /** What a page would have at its top. Plain data; a `Date` becomes a date. */
  readonly frontmatter?: Readonly<Record<string, unknown>> | undefined;
  /** Markdown. */
  readonly body?: string | undefined;
}

/** What a loader is given. */
export interface LoaderContext {
  /** The name of the collection. */
  readonly collection: string;
  /** Absolute: the folder of the site. */
  readonly root: string;
  /**
   * What a data file holds, by its name: `crew`, `hosts/eu`. As it is written: a schema is for themes.
   * @throws where there is none, or it cannot be read.
   */
  data(name: string): unknown;
  /**
   * The text of a file of the site, by its path from the root.
   * @throws where it cannot be read.
   */
  readFile(path: string): string;
  /** Aborted when the loader takes too long. */
  readonly signal: AbortSignal;
}

type Entries = Iterable<LoadedEntry> | AsyncIterable<LoadedEntry>;

/** Gives all pages of a collection that come from elsewhere, each time it is called. */
export type LoadEntries = (context: LoaderContext) => Entries | Promise<Entries>;

/** A loader, complete. */
export interface LoaderConfig {
  readonly load: LoadEntries;
  /** How long its entries are kept, in milliseconds; absent: it is called by each build. */
  readonly maxAgeMs?: number | undefined;
  /** How long it may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Its entries lie in a file of the site, which only `rutter load` writes. */
  readonly lock: boolean;
}

/** Where pages are written that loaders give, relative to the site's root. */
export const loadedFolder = '.rutter/loaded';
