/** What holds for code blocks that say nothing else. */
export interface CodeDefaults {
  /** `showLineNumbers` */
  readonly lineNumbers: boolean;
  /** `wrap`: long lines go on below. */
  readonly wrap: boolean;
}

export const defaultCode: CodeDefaults = { lineNumbers: false, wrap: false };
