import { createHash, hash } from 'node:crypto';
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
import { foreignStampOf, isYoung, type Stamp } from '../model/stamp.ts';

/** A file or folder that was looked at, and what it looked like. */
export interface SeenFile {
  /** Relative to the site's root, with `/`; it may begin with `../`. */
  readonly file: string;
  /** `''` where there was nothing. */
  readonly stamp: Stamp | '';
  /** Of what was in it, where it was too young to be told by its stamp. */
  readonly digest?: string;
}

/** Reads files and remembers that it did: also those that were looked for in vain. */
export interface Ledger {
  /** The real path of a file; undefined where there is none. */
  find(path: string): string | undefined;
  /** Whether there is anything by that name. */
  has(path: string): boolean;
  /** The text of a file; undefined where it cannot be read. */
  text(path: string): string | undefined;
  /** A digest of a file's bytes, of the text where that was read; `unreadable` where it cannot be read. */
  digest(path: string): string;
  /** The sorted names in a folder, folders with a `/` at their end; empty where there is none. */
  names(path: string): readonly string[];
  /** All that was looked at, sorted. */
  seen(): readonly SeenFile[];
}

export function openLedger(root: string): Ledger {
  const at = Date.now();
  const stamps = new Map<string, Stamp | ''>();
  const contents = new Map<string, string>();
  const note = (path: string) => {
    const stats = statOf(path);
    // What was seen first is what was read: a change since then is to be noticed.
    if (!stamps.has(path)) stamps.set(path, stats === undefined ? '' : foreignStampOf(stats));
    return stats;
  };
  const seenAs = (path: string, stamp: Stamp | ''): SeenFile => {
    const file = relative(root, path).split(sep).join('/');
    const digest = contents.get(path);
    return digest !== undefined && stamp !== '' && isYoung(stamp, at)
      ? { file, stamp, digest }
      : { file, stamp };
  };
  return {
    find: (path) => (note(path)?.isFile() ? realpathSync.native(path) : undefined),
    has: (path) => note(path) !== undefined,
    text(path) {
      note(path);
      try {
        const bytes = readFileSync(path);
        contents.set(path, digestOfBytes(bytes));
        return bytes.toString('utf8');
      } catch {
        return undefined;
      }
    },
    digest(path) {
      const known = contents.get(path);
      if (known !== undefined) return known;
      const digest = note(path)?.isFile() ? digestOfFile(path) : unreadable;
      contents.set(path, digest);
      return digest;
    },
    names(path) {
      if (!note(path)?.isDirectory()) return [];
      const names = namesIn(path);
      contents.set(path, digestOfBytes(names.join('\0')));
      return names;
    },
    seen: () =>
      [...stamps]
        .map(([path, stamp]) => seenAs(path, stamp))
        .sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

/** Whether all is as it was, so that it need not be read again. */
export function isAsSeen(root: string, seen: readonly SeenFile[]): boolean {
  return seen.every(({ file, stamp, digest }) => {
    const path = resolve(root, file);
    const stats = statOf(path);
    if (stats === undefined || stamp === '') return stats === undefined && stamp === '';
    if (foreignStampOf(stats) !== stamp) return false;
    if (digest === undefined) return true;
    const now = stats.isDirectory() ? digestOfBytes(namesIn(path).join('\0')) : digestOfFile(path);
    return now === digest;
  });
}

const unreadable = 'unreadable';

function digestOfBytes(bytes: string | Uint8Array): string {
  return hash('sha256', bytes, 'base64url');
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort();
  } catch {
    return [];
  }
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
      const sum = createHash('sha256');
      const chunk = Buffer.allocUnsafe(chunkBytes);
      for (;;) {
        const count = readSync(fd, chunk);
        if (count === 0) return sum.digest('base64url');
        sum.update(chunk.subarray(0, count));
      }
    } finally {
      closeSync(fd);
    }
  } catch {
    return unreadable;
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
