import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { keyOf } from '../model/source.ts';

/** Bytes that took long to make, in files below the state folder, by the key of all they are made from. */
export interface ImageCache {
  get(key: string): Uint8Array | undefined;
  /** Never fails: a cache is no need. The first time, what nobody has asked for in a month is dropped. */
  put(key: string, bytes: Uint8Array): void;
}

const dayMs = 24 * 3_600_000;
const oldAfterMs = 30 * dayMs;

/** Each file has the digest of its bytes in its name, and is believed where that holds. */
export function openImageCache(folder: string): ImageCache {
  let names: Map<string, string> | undefined;
  let isSwept = false;
  const known = (): Map<string, string> => {
    names ??= new Map(
      namesIn(folder).flatMap((name) => {
        const [, key] = /^([\w-]{22})\.[\w-]{22}$/.exec(name) ?? [];
        return key === undefined ? [] : [[key, name]];
      }),
    );
    return names;
  };
  return {
    get(key) {
      const name = known().get(key);
      if (name === undefined) return undefined;
      try {
        const file = join(folder, name);
        const bytes = readFileSync(file);
        if (name === nameOf(key, bytes)) {
          if (ageOf(file) > dayMs) utimesSync(file, new Date(), new Date());
          return bytes;
        }
        rmSync(file, { force: true });
      } catch {
        known().delete(key);
      }
      return undefined;
    },
    put(key, bytes) {
      if (!isSwept) sweep();
      isSwept = true;
      const name = nameOf(key, bytes);
      const draft = join(folder, `${key}.${process.pid}-${threadId}.new`);
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(draft, bytes, { flag: 'wx' });
        renameSync(draft, join(folder, name));
        known().set(key, name);
      } catch {
        rmSync(draft, { force: true });
      }
    },
  };

  function sweep(): void {
    for (const name of known().values()) {
      const file = join(folder, name);
      if (ageOf(file) > oldAfterMs) rmSync(file, { force: true });
    }
  }
}

function ageOf(file: string): number {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs;
}

function nameOf(key: string, bytes: Uint8Array): string {
  return `${key}.${keyOf(bytes)}`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
