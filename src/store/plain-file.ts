import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';

const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK } = constants;

/** An open file and how long it was when it was opened, in bytes. */
export interface PlainFile {
  readonly fd: number;
  readonly size: number;
}

/**
 * Opens an ordinary file for reading. Undefined for whatever else may stand in its place: a folder, a
 * link, a pipe that nobody writes to and that an ordinary `open` would wait for.
 */
export function openPlain(file: string): PlainFile | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const stats = fstatSync(fd);
    if (stats.isFile()) return { fd, size: stats.size };
  } catch {
    // Not there, or not ours to read.
  }
  if (fd !== undefined) closeSync(fd);
  return undefined;
}

/** More than this is allocated only where the file has it; in bytes. */
const plentyBytes = 2 ** 20;

/** The bytes at a place; undefined where the file has not so many or cannot be read. */
export function readFully(fd: number, offset: number, length: number): Buffer | undefined {
  try {
    if (length > plentyBytes && fstatSync(fd).size < offset + length) return undefined;
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length; ) {
      const count = readSync(fd, bytes, done, length - done, offset + done);
      if (count === 0) return undefined;
      done += count;
    }
    return bytes;
  } catch {
    return undefined;
  }
}

/** Makes a file that nobody else has, for its owner alone. @throws what the system says. */
export function createPrivate(file: string): number {
  return openSync(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
}

/**
 * Makes a folder for its owner alone; those above it are made as any other. What stands in its place
 * and is no folder, a link among it, is removed.
 * @throws what the system says.
 */
export function makePrivateFolder(folder: string): void {
  const present = lstatSync(folder, { throwIfNoEntry: false });
  if (present?.isDirectory()) return;
  if (present !== undefined) rmSync(folder, { force: true });
  else mkdirSync(dirname(folder), { recursive: true });
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another build was quicker.
    if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
