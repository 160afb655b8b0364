import { closeSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../model/source.ts';
import { createPrivate, makePrivateFolder, openPlain, readFully } from '../store/plain-file.ts';
import { readRecord, writeRecord } from '../store/record.ts';
import type { IndexFile } from './steady.ts';

/** A file of a shard that was made: where its bytes are is known, what they are is checked. */
export interface KeptFile {
  /** Relative to the folder of its shard. */
  readonly path: string;
  readonly digest: string;
  /** Undefined where they are lost. */
  bytes(): Uint8Array | undefined;
}

/** The shards that earlier builds have made, by their keys, in a folder. */
export interface KeptShards {
  get(key: string): readonly KeptFile[] | undefined;
  /** A folder that cannot be written keeps nothing. */
  put(key: string, files: readonly IndexFile[]): void;
  /** Removes all others. */
  keepOnly(keys: ReadonlySet<string>): void;
}

type Line = readonly [path: string, digest: string, offset: number, length: number];

const format = 'rutter-search-1';

export function openKeptShards(folder: string): KeptShards {
  const listOf = (key: string): string => join(folder, `${key}.list`);
  const dataOf = (key: string): string => join(folder, `${key}.data`);
  return {
    get(key) {
      const lines = readRecord(listOf(key), format);
      if (lines === undefined || !lines.every(isLine)) return undefined;
      return lines.map(([path, digest, offset, length]) => ({
        path,
        digest,
        bytes: () => readAt(dataOf(key), { digest, offset, length }),
      }));
    },
    put(key, files) {
      try {
        makePrivateFolder(folder);
        writeData(dataOf(key), files);
        writeRecord(listOf(key), format, linesOf(files));
      } catch {
        // It is made again the next time.
        rmSync(listOf(key), { force: true });
      }
    },
    keepOnly(keys) {
      for (const name of namesIn(folder)) {
        if (keys.has(name.replace(/\.(?:list|data)$/, ''))) continue;
        try {
          rmSync(join(folder, name), { force: true });
        } catch {
          // Somebody else's, or gone.
        }
      }
    },
  };
}

function writeData(file: string, files: readonly IndexFile[]): void {
  const temporary = `${file}.writing`;
  rmSync(temporary, { force: true });
  const fd = createPrivate(temporary);
  try {
    for (const { content } of files) {
      for (let done = 0; done < content.length; ) done += writeSync(fd, content, done);
    }
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, file);
}

function linesOf(files: readonly IndexFile[]): Line[] {
  let offset = 0;
  return files.map(({ path, content }) => {
    const line: Line = [path, digestOf(content), offset, content.length];
    offset += content.length;
    return line;
  });
}

function isLine(value: unknown): value is Line {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [path, digest, offset, length] = value;
  const isText = typeof path === 'string' && typeof digest === 'string';
  return isText && Number.isSafeInteger(offset) && Number.isSafeInteger(length);
}

function readAt(
  file: string,
  of: { readonly digest: string; readonly offset: number; readonly length: number },
): Uint8Array | undefined {
  const plain = openPlain(file);
  if (plain === undefined) return undefined;
  try {
    const bytes = readFully(plain.fd, of.offset, of.length);
    return bytes !== undefined && digestOf(bytes) === of.digest ? bytes : undefined;
  } finally {
    closeSync(plain.fd);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
