import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  openSync,
  readSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { FileCopy, OutputFile } from '../model/output.ts';
import { digestOf } from '../model/source.ts';
import { isCode } from './file-error.ts';
import type { ManifestEntry } from './manifest.ts';

/** Every published file and folder has these bits, whatever the umask. */
export const fileMode = 0o644;
export const folderMode = 0o755;

const chunkBytes = 256 * 1024;

/** The bytes of a file, a piece at a time: a copy is never held whole. */
async function* bytesOf({ copyOf }: FileCopy): AsyncGenerator<Uint8Array> {
  const handle = await open(copyOf, constants.O_RDONLY);
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(chunkBytes), 0, chunkBytes);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/**
 * Whether a file on disk has these bytes and the mode of a published file; then also its entry for
 * the manifest. The last part of the path is not followed when it is a symbolic link.
 */
export async function matchFile(
  file: string,
  contents: OutputFile['contents'],
): Promise<ManifestEntry | undefined> {
  return isCopy(contents) ? matchCopy(file, contents) : matchBytes(file, inMemory(contents));
}

async function matchCopy(file: string, contents: FileCopy): Promise<ManifestEntry | undefined> {
  const handle = await openPlain(file);
  if (handle === undefined) return undefined;
  try {
    const stats = await handle.stat();
    if (!isPublished(stats)) return undefined;
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of bytesOf(contents)) {
      if (bytes + piece.length > stats.size) return undefined;
      if (!(await reads(handle, piece, bytes))) return undefined;
      hash.update(piece);
      bytes += piece.length;
    }
    return bytes === stats.size ? { digest: `sha256:${hash.digest('hex')}`, bytes } : undefined;
  } finally {
    await handle.close();
  }
}

/** Without a thread for each call: pages are small, and there are many. */
function matchBytes(file: string, bytes: Uint8Array): ManifestEntry | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, readPlain);
  } catch (error) {
    return ignoreOther(error);
  }
  try {
    const stats = fstatSync(descriptor);
    if (!isPublished(stats) || stats.size !== bytes.length) return undefined;
    const found = Buffer.allocUnsafe(bytes.length);
    for (let at = 0; at < found.length; ) {
      const read = readSync(descriptor, found, at, found.length - at, at);
      if (read === 0) return undefined;
      at += read;
    }
    return found.equals(bytes) ? { digest: digestOf(bytes), bytes: bytes.length } : undefined;
  } finally {
    closeSync(descriptor);
  }
}

const readPlain = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

function isPublished(stats: Stats): boolean {
  return stats.isFile() && (stats.mode & 0o7777) === fileMode;
}

async function openPlain(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, readPlain);
  } catch (error) {
    return ignoreOther(error);
  }
}

/** Something else is there, or nothing, or nothing that we may read. */
function ignoreOther(error: unknown): undefined {
  if (!isCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EISDIR')) throw error;
  return undefined;
}

export function isCopy(contents: OutputFile['contents']): contents is FileCopy {
  return typeof contents !== 'string' && !(contents instanceof Uint8Array);
}

function inMemory(contents: string | Uint8Array): Uint8Array {
  return typeof contents === 'string' ? Buffer.from(contents, 'utf8') : contents;
}

async function reads(handle: FileHandle, expected: Uint8Array, position: number): Promise<boolean> {
  if (expected.length === 0) return true;
  const { bytesRead, buffer } = await handle.read(
    Buffer.allocUnsafe(expected.length),
    0,
    expected.length,
    position,
  );
  return bytesRead === expected.length && buffer.equals(expected);
}

/** Writes a new file. @throws when something is there already. */
export async function writeNewFile(
  file: string,
  contents: OutputFile['contents'],
): Promise<ManifestEntry> {
  return isCopy(contents) ? copyToNewFile(file, contents) : writeBytes(file, inMemory(contents));
}

function writeBytes(file: string, bytes: Uint8Array): ManifestEntry {
  const descriptor = openSync(file, 'wx', fileMode);
  try {
    writeFileSync(descriptor, bytes);
    fchmodSync(descriptor, fileMode);
  } finally {
    closeSync(descriptor);
  }
  return { digest: digestOf(bytes), bytes: bytes.length };
}

async function copyToNewFile(file: string, contents: FileCopy): Promise<ManifestEntry> {
  const handle = await open(file, 'wx', fileMode);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of bytesOf(contents)) {
      hash.update(piece);
      bytes += piece.length;
      await handle.writeFile(piece);
    }
    await handle.chmod(fileMode);
    return { digest: `sha256:${hash.digest('hex')}`, bytes };
  } finally {
    await handle.close();
  }
}
