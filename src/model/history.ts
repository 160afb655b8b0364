/** What git knows of one page. */
export interface PageHistory {
  /** RFC 3339 in UTC: when the oldest commit that made it was written, over renames. */
  readonly created: string;
  /** When the newest commit that changed it was written. */
  readonly updated: string;
  /** Who wrote the commits, co-authors among them, the latest first, each once; names only. */
  readonly authors: readonly string[];
}
