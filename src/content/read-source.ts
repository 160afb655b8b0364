import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { digestOf, type SourceFile } from '../model/source.ts';
import type { SourceRef } from './source-ref.ts';

/** A Markdown file larger than this, in bytes, is not read. */
export const largestSource = 10 * 2 ** 20;

type Problem = Parameters<typeof diagnostic>[0];

/** The text of a file, without a byte order mark, and its digest; or why there is none. */
export type ReadSource =
  | { readonly text: string; readonly digest: string }
  | { readonly problem: Diagnostic };

export function readSource({ path, file }: Pick<SourceRef, 'path' | 'file'>): ReadSource {
  const failed = (problem: Problem) => ({ problem: { ...diagnostic(problem), file: path } });
  try {
    const { size } = statSync(file);
    if (size > largestSource) {
      const message = `the file has ${size} bytes; at most ${largestSource} are read`;
      return failed({ code: 'content-too-large', message, hint: 'split the page' });
    }
    const bytes = bytesOf(file);
    if (isUtf8(bytes)) return { text: bytes.toString('utf8'), digest: digestOf(bytes) };
    return failed({
      code: 'content-encoding',
      message: `the file is not valid UTF-8: ${firstInvalid(bytes)}`,
      hint: 'save it as UTF-8',
    });
  } catch (error) {
    return failed(unreadable('file', error));
  }
}

/** Files with their texts in memory: for those who go on to work with what was there at this moment. */
export function readSources(refs: readonly SourceRef[]): {
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const sources: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const ref of refs) {
    const read = readSource(ref);
    if ('problem' in read) diagnostics.push(read.problem);
    else sources.push({ path: ref.path, ...read });
  }
  return { sources, diagnostics };
}

/** Without a byte order mark. */
function bytesOf(file: string): Buffer {
  const bytes = readFileSync(file);
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return isMarked ? bytes.subarray(3) : bytes;
}

/** `line N` of the first line that does not decode. */
function firstInvalid(bytes: Buffer): string {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const at = bytes.indexOf(10, start);
    const end = at === -1 ? bytes.length : at + 1;
    if (!isUtf8(bytes.subarray(start, end))) return `see line ${line}`;
    start = end;
  }
  return 'see its end';
}

export function unreadable(what: 'file' | 'folder', error: unknown): Problem {
  return { code: 'content-unreadable', message: `the ${what} cannot be read (${codeOf(error)})` };
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
