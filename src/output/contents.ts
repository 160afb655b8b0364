import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { FileCopy, OutputFile } from '../model/output.ts';
import { isCode } from './file-error.ts';
import type { ManifestEntry } from './manifest.ts';

/** Every published file and folder has these bits, whatever the umask. */
export const fileMode = 0o644;
export const folderMode = 0o755;

const chunkBytes = 256 * 1024;

/** The bytes of an output file, a piece at a time: a copy is never held whole. */
export async function* bytesOf(contents: OutputFile['contents']): AsyncGenerator<Uint8Array> {
  if (typeof contents === 'string') yield Buffer.from(contents, 'utf8');
  else if (contents instanceof Uint8Array) yield contents;
  else yield* bytesOfFile(contents);
}

async function* bytesOfFile({ copyOf }: FileCopy): AsyncGenerator<Uint8Array> {
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
  const handle = await openPlain(file);
  if (handle === undefined) return undefined;
  try {
    const stats = await handle.stat();
    if (!stats.isFile() || (stats.mode & 0o7777) !== fileMode) return undefined;
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

async function openPlain(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EISDIR')) return undefined;
    throw error;
  }
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
