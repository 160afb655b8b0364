import type { Stamp } from './stamp.ts';

/** Why a file beside a page is not read. `hidden`: its name begins with a dot, or it is none of the site's. */
export type ReadProblem =
  | 'outside'
  | 'hidden'
  | 'missing'
  | 'too-large'
  | 'not-text'
  | 'not-a-file'
  | 'unreadable';

interface Named {
  /** Relative to the site's root, with `/` on every system. */
  readonly path: string;
}
export type FileText =
  | (Named & { readonly text: string; readonly digest: string; readonly problem?: undefined })
  | (Named & { readonly problem: ReadProblem });
export type FileBytes =
  | (Named & { readonly bytes: Uint8Array; readonly digest: string; readonly problem?: undefined })
  | (Named & { readonly problem: ReadProblem });

/** Reads files below the site's root that are no pages, and notes which were asked for. */
export interface FileReader {
  /** @param path Relative to the site's root. The text is without a byte order mark. */
  readFile(path: string): FileText;
  readBytes(path: string): FileBytes;
}

/** A file that was asked for, and what came of it. JSON-safe. */
export interface FileRead extends Named {
  /** Of its bytes, or `!` and the problem. */
  readonly digest: string;
  /** With which it had that digest; '' where a stamp does not tell. */
  readonly stamp: Stamp;
}
