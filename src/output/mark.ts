import { lstatSync } from 'node:fs';
import { type Stamp, stampOf } from '../model/stamp.ts';
import { isPublished } from './contents.ts';

/**
 * `mode:inode:ctime` of a folder, the time in milliseconds since 1970: the same as long as no entry came,
 * went or was renamed, and the folder is the same one. Unlike its mtime, its ctime cannot be set back.
 */
export type Mark = string;

// No exceptions for what is not there: they cost more than the calls.
const quiet = { throwIfNoEntry: false } as const;
const exact = { throwIfNoEntry: false, bigint: true } as const;

/** Undefined where there is no folder; a symbolic link to one is none. */
export function markOf(folder: string): Mark | undefined {
  try {
    const stats = lstatSync(folder, quiet);
    return stats?.isDirectory() ? `${stats.mode}:${stats.ino}:${stats.ctimeMs}` : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds since 1970. */
export function changeTimeOf(mark: Mark): number {
  return Number(mark.slice(mark.lastIndexOf(':') + 1));
}

/** Undefined where there is no file such as Rutter publishes. */
export function stampOfPublished(file: string): Stamp | undefined {
  try {
    const stats = lstatSync(file, exact);
    return stats !== undefined && isPublished(stats) ? stampOf(stats) : undefined;
  } catch {
    return undefined;
  }
}
