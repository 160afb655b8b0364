import type { BigIntStats } from 'node:fs';

/**
 * What a file looks like from outside: `size:mtime:inode`, times in nanoseconds since 1970. Two equal
 * stamps stand for equal bytes, unless the file was still young when it was looked at: see `isYoung`.
 */
export type Stamp = string;

export function stampOf({ size, mtimeNs, ino }: BigIntStats): Stamp {
  // Joined so, it is one string and not five: a site has one in memory for every file.
  return [size, mtimeNs, ino].join(':');
}

/**
 * The stamp of a file that others write: with the time of its last change of any kind, which nobody can
 * set back. Archives, copies and tools give files other bytes and the old time.
 */
export function foreignStampOf(stats: BigIntStats): Stamp {
  return `${stampOf(stats)}:${stats.ctimeNs}`;
}

/** The coarsest clock of a file system in use: FAT counts in steps of two seconds. */
const coarsestClockMs = 2000;

/**
 * Whether a file was written so shortly before `at` (milliseconds since 1970) that another write could
 * have followed with the same stamp: its bytes have to be looked at.
 */
export function isYoung(stamp: Stamp, at: number): boolean {
  const [, mtimeNs = '0'] = stamp.split(':');
  return Number(BigInt(mtimeNs) / 1_000_000n) > at - coarsestClockMs;
}
