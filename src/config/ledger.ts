import { createHash } from 'node:crypto';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { isYoung, type Stamp, stampOf } from '../model/stamp.ts';

/** A file or folder that was looked at, and what it looked like. */
export interface SeenFile {
  /** Relative to the site's root, with `/`; it may begin with `../`. */
  readonly file: string;
  /** `''` where there was nothing. */
  readonly stamp: Stamp | '';
}

/** Reads files and remembers that it did: also those that were looked for in vain. */
export interface Ledger {
  /** The real path of a file; undefined where there is none. */
  find(path: string): string | undefined;
  /** The text of a file; undefined where it cannot be read. */
  text(path: string): string | undefined;
  /** Whether there is anything by that name. */
  has(path: string): boolean;
  /** A digest of a file's bytes; `unreadable` where it cannot be read. */
  digest(path: string): string;
  /** The sorted names in a folder, folders with a `/` at their end; empty where there is none. */
  names(path: string): readonly string[];
  /** All that was looked at, sorted. */
  seen(): readonly SeenFile[];
}

export function openLedger(root: string): Ledger {
  const seen = new Map<string, Stamp | ''>();
  const note = (path: string) => {
    const stats = statOf(path);
    const name = relative(root, path).split(sep).join('/');
    // What was seen first is what was read: a change since then is to be noticed.
    if (!seen.has(name)) seen.set(name, stats === undefined ? '' : stampOf(stats));
    return stats;
  };
  return {
    find(path) {
      return note(path)?.isFile() ? realpathSync.native(path) : undefined;
    },
    text(path) {
      note(path);
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    },
    has: (path) => note(path) !== undefined,
    digest(path) {
      return note(path)?.isFile() ? digestOfFile(path) : 'unreadable';
    },
    names(path) {
      if (!note(path)?.isDirectory()) return [];
      try {
        return readdirSync(path, { withFileTypes: true })
          .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
          .sort();
      } catch {
        return [];
      }
    },
    seen: () =>
      [...seen]
        .map(([file, stamp]) => ({ file, stamp }))
        .sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

/**
 * Whether all looks as it did, so that it need not be read again.
 * @param at when it was looked at, in milliseconds since 1970.
 */
export function looksTheSame(root: string, seen: readonly SeenFile[], at: number): boolean {
  return seen.every(({ file, stamp }) => {
    const stats = statOf(resolve(root, file));
    if (stats === undefined || stamp === '') return stats === undefined && stamp === '';
    return stampOf(stats) === stamp && !isYoung(stamp, at);
  });
}

function statOf(path: string) {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

const chunkBytes = 2 ** 18;

function digestOfFile(path: string): string {
  try {
    const fd = openSync(path, 'r');
    try {
      const hash = createHash('sha256');
      const chunk = Buffer.allocUnsafe(chunkBytes);
      for (;;) {
        const count = readSync(fd, chunk);
        if (count === 0) return hash.digest('base64url');
        hash.update(chunk.subarray(0, count));
      }
    } finally {
      closeSync(fd);
    }
  } catch {
    return 'unreadable';
  }
}

/**
 * All files below a folder, but what is installed and what git keeps there. Links to folders are not
 * followed.
 * @param except folders that are left out, by their paths.
 */
export function filesBelow(
  ledger: Ledger,
  folder: string,
  except: readonly string[],
): readonly string[] {
  return ledger.names(folder).flatMap((name) => {
    const path = join(folder, name);
    if (!name.endsWith('/')) return [path];
    const isOut =
      name === 'node_modules/' || name === '.git/' || except.includes(path.slice(0, -1));
    return isOut ? [] : filesBelow(ledger, path, except);
  });
}
