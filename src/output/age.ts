import type { Stamp } from '../model/stamp.ts';

/** The ticks of clocks of file systems: of those that count seconds, FAT in steps of two, and of others. */
const coarseMs = 2000;
const fineMs = 50;

/**
 * Whether something changed at `time` could have changed again, with the same time, after the moment
 * `clock`; both in milliseconds, told by one file system. A time between two seconds shows that the file
 * system counts finer than seconds: then it is the tick of the system's clock that matters.
 */
export function isYoung(time: number, clock: number): boolean {
  return time > clock - (time % 1000 === 0 ? coarseMs : fineMs);
}

/** Milliseconds since 1970. */
export function timeOf(stamp: Stamp): number {
  return Number(stamp.slice(stamp.indexOf(':') + 1, stamp.lastIndexOf(':'))) / 1e6;
}

/** What of a stamp tells which file it is, and how large: `size:inode`. */
export function withoutTime(stamp: Stamp): string {
  return stamp.slice(0, stamp.indexOf(':')) + stamp.slice(stamp.lastIndexOf(':'));
}
