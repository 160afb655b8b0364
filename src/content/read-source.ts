import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { defaultLimits } from '../model/limits.ts';
import { digestOf, type SourceFile } from '../model/source.ts';
import type { SourceRef } from './source-ref.ts';

type Problem = Parameters<typeof diagnostic>[0];

/** The text of a file, without a byte order mark, and its digest; or why there is none. */
export type ReadSource =
  | { readonly text: string; readonly digest: string }
  | { readonly problem: Diagnostic };

export function readSource(
  { path, file }: Pick<SourceRef, 'path' | 'file'>,
  mostBytes: number = defaultLimits.pageBytes,
): ReadSource {
  const failed = (problem: Problem) => ({ problem: { ...diagnostic(problem), file: path } });
  try {
    const bytes = bytesOf(file, mostBytes);
    if (typeof bytes === 'number') {
      const message = `the file has ${bytes} bytes; at most ${mostBytes} are read`;
      const hint = 'split the page, or raise `markdown.limits.page`';
      return failed({ code: 'content-too-large', message, hint });
    }
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
export function readSources(
  refs: readonly SourceRef[],
  mostBytes?: number,
): {
  readonly sources: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const sources: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const ref of refs) {
    const read = readSource(ref, mostBytes);
    if ('problem' in read) diagnostics.push(read.problem);
    else sources.push({ path: ref.path, ...read });
  }
  return { sources, diagnostics };
}

/** Most pages fit: they are read with as few calls of the system as can be. */
const room = Buffer.allocUnsafe(2 ** 16);

/**
 * What a file has behind a byte order mark, good until the next file is read; or only its size, where
 * that is too large.
 */
function bytesOf(file: string, mostBytes: number): Buffer | number {
  const handle = openSync(file, 'r');
  try {
    let length = 0;
    for (let read = -1; read !== 0 && length < room.length; length += read) {
      read = readSync(handle, room, length, room.length - length, null);
    }
    const isWhole = length < room.length;
    const size = isWhole ? length : fstatSync(handle).size;
    if (size > mostBytes) return size;
    if (isWhole) return unmarked(room.subarray(0, length));
    return unmarked(Buffer.concat([room, readFileSync(handle)]));
  } finally {
    closeSync(handle);
  }
}

function unmarked(bytes: Buffer): Buffer {
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
