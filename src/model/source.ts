import { hash } from 'node:crypto';

/** A place in a text. `line` and `column` are 1-based, `offset` is a 0-based UTF-16 index, as in unist. */
export interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A stretch of a text, from `start` up to and without `end`. */
export interface Span {
  readonly start: Point;
  readonly end: Point;
}

/** One Markdown file as it was read. */
export interface SourceFile {
  /** Relative to the site's root, with `/` on every system; `<stdin>` for text that has no file. */
  readonly path: string;
  /**
   * May be read from the file each time: who needs it more than once keeps it. Throws a UserError
   * `content-changed` where that is no longer the text of the digest.
   */
  readonly text: string;
  /** `sha256:` and 64 hex digits over the UTF-8 bytes of `text`. */
  readonly digest: string;
  /**
   * Where its stretches come from, in their order, where the text was put together of several files.
   * What is told of a place in it is told of the place in that file: see `located`.
   */
  readonly pieces?: readonly SourcePiece[] | undefined;
}

/** A stretch of a text, up to where the next one begins. */
export interface SourcePiece {
  readonly start: number;
  readonly from: SourceFile;
  /** Where it begins in `from`. */
  readonly offset: number;
  /** Of text that stands in no file: the end of what it was made of. */
  readonly end?: number | undefined;
}

export function digestOf(content: string | Uint8Array): string {
  // Joined so, it is one string and not three: a site has one in memory for every file.
  return ['sha256', hash('sha256', content)].join(':');
}

/** 132 bits in 22 letters, for what there are many of: equal for equal texts only. */
export function keyOf(content: string | Uint8Array): string {
  return hash('sha256', content, 'base64url').slice(0, 22);
}

export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, digest: digestOf(text) };
}

/** The point at a UTF-16 offset; an offset past the end gives the end. */
export function pointAt(text: string, offset: number): Point {
  const bounded = Math.max(0, Math.min(offset, text.length));
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < bounded; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: bounded - lineStart + 1, offset: bounded };
}

export function spanAt(text: string, start: number, end: number = start): Span {
  return { start: pointAt(text, start), end: pointAt(text, end) };
}
