/** What became of the source of a diagram. */
export type Drawing =
  | { readonly svg: string }
  /** `line` is 1-based, in the source; absent where the whole of it is meant. */
  | { readonly problem: string; readonly line?: number | undefined }
  /** It took longer than it may. */
  | { readonly late: true }
  /** Nothing here draws such a one. */
  | { readonly unknown: string };

/** Of one diagram, in milliseconds. No diagram that people write comes near. */
export const patience = 10_000;
/** In characters. */
export const longest = 50_000;
