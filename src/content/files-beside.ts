import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import type { FileBytes, FileRead, FileReader, ReadProblem } from '../model/file-read.ts';
import { digestOf } from '../model/source.ts';
import { foreignStampOf, isYoung, type Stamp } from '../model/stamp.ts';
import { codeOf } from './read-source.ts';

/** The files of a site's root that pages may read, each looked at once a build. */
export interface FilesBeside {
  /** For one article. */
  reader(): FileReader & { readonly reads: readonly FileRead[] };
  /** What would come of a read now; the same one where nothing has changed. */
  again(read: FileRead): FileRead;
}

type Folders = Pick<Config, 'root' | 'outDir' | 'stateDir'>;

const mostBytes = 64 * 2 ** 20;

/** What begins with a dot may be secret, but for what is published beside any project's sources. */
const shownDots: ReadonlySet<string> = new Set([
  '.config',
  '.devcontainer',
  '.editorconfig',
  '.github',
  '.gitignore',
  '.gitlab',
  '.gitlab-ci.yml',
  '.vscode',
]);

/**
 * Nothing outside of the root is read, whatever symbolic links say, nor what Rutter has written, nor a
 * file that may be secret.
 * @param within A folder: nothing outside of that one is read, either.
 */
export function filesBeside(config: Folders, within?: string): FilesBeside {
  const stamps = new Map<string, Stamp>();
  const digests = new Map<string, string>();
  const root = realPath(config.root) ?? config.root;
  const isWithin = (file: string): boolean =>
    within === undefined || [within, realPath(within)].some((one) => file.startsWith(one + sep));

  function load(path: string): FileBytes {
    const problem = refused(path, config);
    if (problem !== undefined) return { path, problem };
    const file = join(config.root, path);
    if (!isWithin(file)) return { path, problem: 'outside' };
    const real = realPath(file);
    if (real === undefined) return { path, problem: 'missing' };
    if (!isWithin(real)) return { path, problem: 'outside' };
    const below = relative(root, real).split(sep).join('/');
    const refusal = refused(below, config);
    if (refusal !== undefined) return { path, problem: refusal };
    try {
      // What is no file must not be waited for.
      const handle = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      try {
        const stats = fstatSync(handle, { bigint: true });
        if (!stats.isFile()) return { path, problem: 'not-a-file' };
        if (stats.size > mostBytes) return { path, problem: 'too-large' };
        const bytes = readFileSync(handle);
        const stamp = foreignStampOf(stats);
        // Through a symbolic link another file may come to lie under the name.
        const isItself = real === join(root, path);
        stamps.set(path, isYoung(stamp, Date.now()) || !isItself ? '' : stamp);
        return { path, bytes, digest: digestOf(bytes) };
      } finally {
        closeSync(handle);
      }
    } catch (error) {
      return { path, problem: codeOf(error) === 'ENOENT' ? 'missing' : 'unreadable' };
    }
  }

  function note(path: string, found: FileBytes): FileRead {
    const digest = found.problem === undefined ? found.digest : `!${found.problem}`;
    digests.set(path, digest);
    return { path, digest, stamp: stamps.get(path) ?? '' };
  }

  function stampNow(path: string): Stamp | undefined {
    if (!stamps.has(path)) {
      const stamp = stampBeside(root, path);
      if (stamp !== undefined) stamps.set(path, stamp);
    }
    return stamps.get(path);
  }

  return {
    reader() {
      const reads = new Map<string, FileRead>();
      const readBytes = (written: string): FileBytes => {
        const path = posix.normalize(written.replaceAll('\\', '/'));
        const found = load(path);
        reads.set(path, note(path, found));
        return found;
      };
      return {
        get reads() {
          return [...reads.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
        },
        readBytes,
        readFile(path) {
          const found = readBytes(path);
          if (found.problem !== undefined) return found;
          const { bytes, digest } = found;
          if (!isUtf8(bytes)) return { path: found.path, problem: 'not-text' };
          const text = Buffer.from(bytes)
            .toString('utf8')
            .replace(/^\uFEFF/, '');
          return { path: found.path, text, digest };
        },
      };
    },
    again(read) {
      const { path, stamp } = read;
      if (stamp !== '' && stamp === stampNow(path)) return read;
      const digest = digests.get(path) ?? note(path, load(path)).digest;
      const now = stamps.get(path) ?? '';
      return digest === read.digest && now === stamp ? read : { path, digest, stamp: now };
    },
  };
}

/** Of a file below a root; undefined where it is not the plain file of that name. */
export function stampBeside(root: string, path: string): Stamp | undefined {
  try {
    const file = join(realpathSync(root), path);
    if (realpathSync(file) !== file) return undefined;
    const handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return foreignStampOf(fstatSync(handle, { bigint: true }));
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}

function refused(path: string, { root, outDir, stateDir }: Folders): ReadProblem | undefined {
  if (path === '' || path.includes('\0')) return 'missing';
  if (path === '..' || path.startsWith('../') || path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    return 'outside';
  }
  const parts = path.split('/');
  if (parts.some((part) => part.startsWith('.') && !shownDots.has(part))) return 'hidden';
  if (parts.includes('node_modules')) return 'hidden';
  const file = join(root, path);
  const isOurs = [outDir, stateDir].some((one) => file === one || file.startsWith(one + sep));
  return isOurs ? 'hidden' : undefined;
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
