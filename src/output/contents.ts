import { createHash } from 'node:crypto';
import {
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { FileCopy, FilePieces, OutputFile } from '../model/output.ts';
import { digestOf } from '../model/source.ts';
import { type Stamp, stampOf } from '../model/stamp.ts';
import { isCode } from './file-error.ts';
import type { ManifestEntry } from './manifest.ts';

/** Every published file and folder has these bits, whatever the umask. */
export const fileMode = 0o644;
export const folderMode = 0o755;

/** A file as it stands on the disk. */
export interface StandingFile extends ManifestEntry {
  readonly stamp: Stamp;
}

const chunkBytes = 256 * 1024;

/** The bytes of an open file, a piece at a time: nothing is ever held whole. */
function* piecesOf(descriptor: number): Generator<Uint8Array> {
  const piece = Buffer.allocUnsafe(chunkBytes);
  for (;;) {
    const read = readSync(descriptor, piece, 0, chunkBytes, null);
    if (read === 0) return;
    yield piece.subarray(0, read);
  }
}

/**
 * Whether a file on disk has these bytes and the mode of a published file; then also its entry for
 * the manifest. The last part of the path is not followed when it is a symbolic link.
 */
export function matchFile(
  file: string,
  contents: OutputFile['contents'],
): StandingFile | undefined {
  return withPlain(file, (descriptor, stats) =>
    isCopy(contents)
      ? matchCopy(descriptor, stats, contents)
      : isInPieces(contents)
        ? matchPieces(descriptor, stats, bytesOf(contents))
        : matchBytes(descriptor, stats, inMemory(contents)),
  );
}

/** A published file by what it holds now; undefined when something else is there, or nothing. */
export function readStanding(file: string): StandingFile | undefined {
  return withPlain(file, (descriptor, stats) => {
    const hash = createHash('sha256');
    for (const piece of piecesOf(descriptor)) hash.update(piece);
    const stamp = stampOf(stats);
    // Somebody writes at this very moment.
    if (stampOf(fstatSync(descriptor, { bigint: true })) !== stamp) return undefined;
    return { digest: `sha256:${hash.digest('hex')}`, bytes: Number(stats.size), stamp };
  });
}

function withPlain<T>(
  file: string,
  use: (descriptor: number, stats: BigIntStats) => T | undefined,
): T | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, readPlain);
  } catch (error) {
    return ignoreOther(error);
  }
  try {
    const stats = fstatSync(descriptor, { bigint: true });
    return isPublished(stats) ? use(descriptor, stats) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

function matchCopy(
  descriptor: number,
  stats: BigIntStats,
  { copyOf }: FileCopy,
): StandingFile | undefined {
  const original = openSync(copyOf, constants.O_RDONLY);
  try {
    if (BigInt(fstatSync(original).size) !== stats.size) return undefined;
    return matchPieces(descriptor, stats, piecesOf(original));
  } finally {
    closeSync(original);
  }
}

function matchPieces(
  descriptor: number,
  stats: BigIntStats,
  pieces: Iterable<Uint8Array>,
): StandingFile | undefined {
  const size = Number(stats.size);
  const hash = createHash('sha256');
  let bytes = 0;
  for (const piece of pieces) {
    if (bytes + piece.length > size || !reads(descriptor, piece, bytes)) return undefined;
    hash.update(piece);
    bytes += piece.length;
  }
  if (bytes !== size) return undefined;
  return { digest: `sha256:${hash.digest('hex')}`, bytes, stamp: stampOf(stats) };
}

/** Texts are joined to pieces of some size: each costs calls of the system. */
function* bytesOf({ pieces }: FilePieces): Generator<Uint8Array> {
  let waiting = '';
  for (const text of pieces()) {
    waiting += text;
    if (waiting.length < chunkBytes) continue;
    yield Buffer.from(waiting, 'utf8');
    waiting = '';
  }
  if (waiting !== '') yield Buffer.from(waiting, 'utf8');
}

function matchBytes(
  descriptor: number,
  stats: BigIntStats,
  bytes: Uint8Array,
): StandingFile | undefined {
  if (Number(stats.size) !== bytes.length || !reads(descriptor, bytes, 0)) return undefined;
  return { digest: digestOf(bytes), bytes: bytes.length, stamp: stampOf(stats) };
}

/** Whether these bytes are what an open file holds from a position on. */
function reads(descriptor: number, expected: Uint8Array, position: number): boolean {
  const found = Buffer.allocUnsafe(expected.length);
  for (let at = 0; at < found.length; ) {
    const read = readSync(descriptor, found, at, found.length - at, position + at);
    if (read === 0) return false;
    at += read;
  }
  return found.equals(expected);
}

const readPlain = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/** Whether these are the stats of a file as Rutter publishes it: a regular one, with our bits. */
export function isPublished(stats: BigIntStats): boolean {
  return stats.isFile() && (Number(stats.mode) & 0o7777) === fileMode;
}

/** Something else is there, or nothing, or nothing that we may read. */
function ignoreOther(error: unknown): undefined {
  if (!isCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EISDIR')) throw error;
  return undefined;
}

export function isCopy(contents: OutputFile['contents']): contents is FileCopy {
  return typeof contents !== 'string' && 'copyOf' in contents;
}

function isInPieces(contents: OutputFile['contents']): contents is FilePieces {
  return typeof contents !== 'string' && 'pieces' in contents;
}

function inMemory(contents: string | Uint8Array): Uint8Array {
  return typeof contents === 'string' ? Buffer.from(contents, 'utf8') : contents;
}

/** Writes a new file. @throws when something is there already. */
export function writeNewFile(file: string, contents: OutputFile['contents']): StandingFile {
  if (isInPieces(contents)) return writePieces(file, bytesOf(contents));
  if (!isCopy(contents)) {
    const bytes = inMemory(contents);
    return write(file, (descriptor) => {
      writeAll(descriptor, bytes);
      return { digest: digestOf(bytes), bytes: bytes.length };
    });
  }
  const original = openSync(contents.copyOf, constants.O_RDONLY);
  try {
    return writePieces(file, piecesOf(original));
  } finally {
    closeSync(original);
  }
}

function writePieces(file: string, pieces: Iterable<Uint8Array>): StandingFile {
  return write(file, (descriptor) => {
    const hash = createHash('sha256');
    let bytes = 0;
    for (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      writeAll(descriptor, piece);
    }
    return { digest: `sha256:${hash.digest('hex')}`, bytes };
  });
}

function write(file: string, fill: (descriptor: number) => ManifestEntry): StandingFile {
  const descriptor = openSync(file, 'wx', fileMode);
  try {
    const entry = fill(descriptor);
    const stats = fstatSync(descriptor, { bigint: true });
    // An umask or an inherited access list has had its way.
    if (!isPublished(stats)) fchmodSync(descriptor, fileMode);
    return { ...entry, stamp: stampOf(stats) };
  } catch (error) {
    // Who makes the pieces may fail, and try again.
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}
