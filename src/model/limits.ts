/** What one page may cost. */
export interface MarkdownLimits {
  /** Bytes of its file. */
  readonly pageBytes: number;
  /** Lines and marks of Markdown in it. */
  readonly marks: number;
  /** Quotes, lists, elements and emphasis in one another. */
  readonly nesting: number;
  /** The longest that it may be read for, in milliseconds. */
  readonly timeMs: number;
}

/**
 * For a page at the limits a build needs about a gigabyte of memory and ten seconds. How deep trees may
 * be depends on the stack: everything that walks over them recurses.
 */
export const defaultLimits: MarkdownLimits = {
  pageBytes: 10 * 2 ** 20,
  marks: 1_000_000,
  nesting: 200,
  timeMs: 30_000,
};
