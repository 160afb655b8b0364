import { type BigIntStats, lstatSync } from 'node:fs';
import { type Stamp, stampOf } from '../model/stamp.ts';
import { isPublished } from './contents.ts';

/**
 * `mode:inode:ctime` of a folder: the same as long as no entry came, went or was renamed, and the
 * folder is the same one. Unlike its mtime, its ctime cannot be set back.
 */
export type Mark = string;

/** Undefined where there is no folder; a symbolic link to one is none. */
export function markOf(folder: string): Mark | undefined {
  const stats = look(folder);
  return stats?.isDirectory() ? `${stats.mode}:${stats.ino}:${stats.ctimeNs}` : undefined;
}

/** Nanoseconds since 1970. */
export function changeTimeOf(mark: Mark): bigint {
  return BigInt(mark.slice(mark.lastIndexOf(':') + 1));
}

/** Undefined where there is no file such as Rutter publishes. */
export function stampOfPublished(file: string): Stamp | undefined {
  const stats = look(file);
  return stats !== undefined && isPublished(stats) ? stampOf(stats) : undefined;
}

/** No exception for what is not there: it costs more than the call. */
function look(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
