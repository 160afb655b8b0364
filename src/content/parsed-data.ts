/** What a reader of YAML, JSON or TOML hands back. Offsets are UTF-16 indices in its input. */
export interface ParsedData {
  /** Undefined where it could not be parsed. */
  readonly value: unknown;
  readonly problems: readonly ParseProblem[];
  /** Where a key stands, by its path; `undefined` for a path it cannot find. */
  readonly locate: (path: readonly PropertyKey[]) => Range | undefined;
}

export interface ParseProblem {
  readonly code: 'frontmatter-syntax' | 'frontmatter-limit';
  readonly message: string;
  readonly hint?: string | undefined;
  readonly range: Range;
}

export interface Range {
  readonly start: number;
  readonly end: number;
}
