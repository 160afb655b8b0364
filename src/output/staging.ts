import { chmodSync, constants, linkSync, mkdirSync } from 'node:fs';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
} from 'node:fs/promises';
import { join } from 'node:path';
import { fileMode, folderMode } from './contents.ts';
import { isCode } from './file-error.ts';
import { ancestorsOf } from './output-path.ts';
import type { StagingPlace } from './site-state.ts';

/**
 * Removes what killed builds have left. Only for the holder of the lock: every staging folder is
 * then an abandoned one.
 */
export async function removeLeftovers(places: readonly StagingPlace[]): Promise<void> {
  for (const { folder, prefix } of places) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      if (name.startsWith(prefix)) await removeTree(join(folder, name));
    }
  }
}

/** Removes a folder and what is in it; links are removed, not followed. */
export async function removeTree(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

export async function makeStagingFolder(
  places: readonly StagingPlace[],
  token: string,
): Promise<string> {
  for (const [index, { folder, prefix }] of places.entries()) {
    const path = join(folder, `${prefix}${token}`);
    try {
      await mkdir(path, { mode: folderMode });
      await chmod(path, folderMode);
      return path;
    } catch (error) {
      const mayTryNext = index + 1 < places.length && isCode(error, 'EACCES', 'EPERM', 'EROFS');
      if (!mayTryNext) throw error;
    }
  }
  throw new Error('no place for a staging folder');
}

/** Makes the folders above files, each once. */
export function folderMaker(root: string): (path: string) => void {
  const made = new Set<string>();
  return (path) => {
    for (const ancestor of ancestorsOf(path)) {
      if (made.has(ancestor)) continue;
      made.add(ancestor);
      const folder = join(root, ancestor);
      try {
        mkdirSync(folder, { mode: folderMode });
        chmodSync(folder, folderMode);
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error;
      }
    }
  };
}

/**
 * Gives a file a second name, so that it keeps its inode and time; copies it where the file system
 * has no hard links. `separate-mount`: the two places can neither share nor exchange anything.
 */
export async function shareFile(from: string, to: string): Promise<'shared' | 'separate-mount'> {
  try {
    // Not `link`: there are thousands, and a thread for each costs more than the call.
    linkSync(from, to);
    return 'shared';
  } catch (error) {
    if (isCode(error, 'EXDEV')) return 'separate-mount';
    if (!isCode(error, 'EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL')) {
      throw error;
    }
  }
  const { atime, mtime, mode } = await stat(from);
  await copyFile(from, to, constants.COPYFILE_EXCL);
  await chmod(to, mode & 0o7777 || fileMode);
  await utimes(to, atime, mtime);
  return 'shared';
}

/** Carries over something that Rutter did not make; a symbolic link is made anew as it is. */
export async function shareForeign(from: string, to: string): Promise<'shared' | 'separate-mount'> {
  if (!(await lstat(from)).isSymbolicLink()) return shareFile(from, to);
  await symlink(await readlink(from), to);
  return 'shared';
}
