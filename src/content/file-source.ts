import { resolve } from 'node:path';
import { diagnostic, UserError } from '../model/diagnostic.ts';
import type { SourceFile } from '../model/source.ts';
import { readSource } from './read-source.ts';

export interface FileSourceInput {
  /** Absolute: what `path` is relative to. */
  readonly root: string;
  readonly path: string;
  readonly digest: string;
  /** The text, where it was just read: it is soon wanted again. */
  readonly text?: string | undefined;
}

/**
 * A file of the content whose text is read when it is asked for, and soon forgotten: a site's text does
 * not fit in memory. The text has always the digest that is known.
 *
 * Reading `text` throws a UserError `content-changed` when the file has gone or become another since:
 * offsets and spans that were found before would lie in it anywhere.
 */
export function fileSource({ root, path, digest, text }: FileSourceInput): SourceFile {
  const source = new FileSource(root, path, digest);
  if (text !== undefined) remember(source, text);
  return source;
}

class FileSource implements SourceFile {
  readonly path: string;
  readonly digest: string;
  readonly #root: string;

  constructor(root: string, path: string, digest: string) {
    this.path = path;
    this.digest = digest;
    this.#root = root;
  }

  get text(): string {
    const known = recent.find(({ source }) => source === this);
    if (known !== undefined) return known.text;
    const read = readSource(
      { path: this.path, file: resolve(this.#root, this.path) },
      // It was measured when it was read first.
      Number.POSITIVE_INFINITY,
    );
    if ('problem' in read || read.digest !== this.digest) throw new UserError([changed(this.path)]);
    remember(this, read.text);
    return read.text;
  }
}

/** The texts asked for last: one page is looked at many times in a row. */
const recent: { readonly source: SourceFile; readonly text: string }[] = [];
const mostRecent = 4;

function remember(source: SourceFile, text: string): void {
  recent.unshift({ source, text });
  if (recent.length > mostRecent) recent.pop();
}

function changed(path: string) {
  return {
    ...diagnostic({
      code: 'content-changed',
      message: 'the file was changed or removed while the site was built',
      hint: 'build again',
    }),
    file: path,
  };
}
