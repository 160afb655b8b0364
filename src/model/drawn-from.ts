/** What a file of the site was drawn from. */
export interface DrawnFrom {
  /** The digest of the file's own view. */
  readonly own: string;
  /** Names of the parts of the site that were read. Files that read the same share one list. */
  readonly reads: readonly string[];
  /** The digest of the file itself. */
  readonly digest: string;
}
