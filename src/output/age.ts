import type { Stamp } from '../model/stamp.ts';

const millisecond = 1_000_000n;
const second = 1_000n * millisecond;

/**
 * Whether something changed at `time` could have changed again, with the same time, after the moment
 * `clock`; both in nanoseconds, told by one file system. A time with a fraction shows that the file
 * system counts finer than seconds: then it is the tick of the system's clock that matters.
 */
export function isYoung(time: bigint, clock: bigint): boolean {
  const tick = time % second === 0n ? 2n * second : 50n * millisecond;
  return time > clock - tick;
}

/** Nanoseconds since 1970. */
export function timeOf(stamp: Stamp): bigint {
  return BigInt(stamp.slice(stamp.indexOf(':') + 1, stamp.lastIndexOf(':')));
}

/** What of a stamp tells which file it is, and how large: `size:inode`. */
export function withoutTime(stamp: Stamp): string {
  return stamp.slice(0, stamp.indexOf(':')) + stamp.slice(stamp.lastIndexOf(':'));
}
