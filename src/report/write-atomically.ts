import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Such names are passed over when a folder is read. */
export const temporaryPrefix = '.writing-';

/**
 * Writes a file so that a reader, and a crash at any moment, sees the old text or the new one, never
 * a part: beside it, to the disk, then renamed over it. The folder exists.
 */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const suffix = randomBytes(6).toString('hex');
  const temporary = join(dirname(file), `${temporaryPrefix}${suffix}-${basename(file)}`);
  try {
    const handle = await open(temporary, 'wx', 0o644);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
