/** What came of looking once whether something is ready. */
export type Look =
  | { readonly ready: true }
  /** Not yet; what was seen instead, in words that follow "it". */
  | { readonly ready: false; readonly seen?: string | undefined }
  /** It can never be seen here. */
  | { readonly problem: string; readonly hint: string };
