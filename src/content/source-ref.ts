import type { Stamp } from '../model/stamp.ts';

/** A Markdown file of the content as it was found; nothing of it was read. */
export interface SourceRef {
  /** Relative to the site's root, with `/` on every system. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  /** Of what a symbolic link leads to, where the file is one. */
  readonly stamp: Stamp;
}
