/** What came of comparing output with what is expected. */
export type Comparison =
  | { readonly same: true }
  | {
      readonly same: false;
      /** Unified, from expected to actual. */
      readonly diff: string;
      readonly hint?: string | undefined;
    };
