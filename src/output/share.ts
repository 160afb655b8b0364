import {
  chmodSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { fileMode } from './contents.ts';
import { isCode } from './file-error.ts';

/** `separate-mount`: the two places can neither share nor exchange anything. */
export type Shared = 'linked' | 'copied' | 'separate-mount';

/**
 * Gives a file a second name, so that it keeps its inode and time; copies it where the file system
 * has no hard links.
 */
export function shareFile(from: string, to: string): Shared {
  try {
    linkSync(from, to);
    return 'linked';
  } catch (error) {
    if (isCode(error, 'EXDEV')) return 'separate-mount';
    if (!isCode(error, 'EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL')) {
      throw error;
    }
  }
  const { atime, mtime, mode } = statSync(from);
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  chmodSync(to, mode & 0o7777 || fileMode);
  utimesSync(to, atime, mtime);
  return 'copied';
}

/** Carries over something that Rutter did not make; a symbolic link is made anew as it is. */
export function shareForeign(from: string, to: string): Shared {
  if (!lstatSync(from).isSymbolicLink()) return shareFile(from, to);
  symlinkSync(readlinkSync(from), to);
  return 'linked';
}
