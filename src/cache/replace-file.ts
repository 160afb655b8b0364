import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Names of files that are being written; a killed process leaves them behind. */
export const temporaryPrefix = '.writing-';

/**
 * Writes a file in one piece, folder and all, as far as the system lets us: a cache that cannot be
 * written is no failure. It is not forced to the disk: what a crash leaves is found by its checksum.
 */
export async function replaceFile(folder: string, name: string, text: string): Promise<void> {
  const temporary = join(folder, `${temporaryPrefix}${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, join(folder, name));
  } catch {
    await rm(temporary, { force: true }).catch(() => {});
  }
}

/** The bytes of a file; undefined for one that is larger, or cannot be read. */
export async function readFileUpTo(
  file: string,
  largestBytes: number,
): Promise<Uint8Array | undefined> {
  try {
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    return size > largestBytes ? undefined : await handle.readFile();
  } catch {
    return undefined;
  }
}
