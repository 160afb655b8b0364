import { chmod, copyFile, lstat, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileMode } from './contents.ts';
import { isCode } from './file-error.ts';
import { createFolderMaker } from './folder-maker.ts';
import type { Journal } from './journal.ts';
import { manifestName } from './manifest.ts';
import { ancestorsOf, temporaryName } from './output-path.ts';

/**
 * Publishes into a folder that cannot be exchanged, such as the mount point of a container's
 * volume: each file on its own is never half-written, what others link to comes before the pages,
 * the manifest comes last. Doing it again after it was cut short gives the same result.
 */
export async function publishInPlace(
  journal: Extract<Journal, { kind: 'in-place' }>,
): Promise<void> {
  const { outDir, staging, write, remove } = journal;
  const makeFolders = createFolderMaker(outDir, { empty: true });
  const blocking = blockingPaths(write, remove);
  await removeFiles(
    outDir,
    remove.filter((path) => blocking.has(path)),
  );
  for (const path of inSafeOrder(write)) {
    makeFolders(path);
    await placeFile(join(staging, path), join(outDir, path));
  }
  await removeFiles(
    outDir,
    remove.filter((path) => !blocking.has(path)),
  );
  await placeFile(join(staging, manifestName), join(outDir, manifestName));
}

async function placeFile(from: string, to: string): Promise<void> {
  const temporary = join(to, '..', temporaryName);
  await rm(temporary, { force: true });
  await copyFile(from, temporary);
  await chmod(temporary, fileMode);
  await rename(temporary, to);
}

/** Styles, scripts and images first: a page that is already new finds what it names. */
function inSafeOrder(paths: readonly string[]): readonly string[] {
  const isPage = (path: string) => path.endsWith('.html');
  return [...paths.filter((path) => !isPage(path)), ...paths.filter(isPage)];
}

/** Old files that stand where the new site has a folder, or in a folder where it has a file. */
function blockingPaths(write: readonly string[], remove: readonly string[]): ReadonlySet<string> {
  const written = new Set(write);
  const folders = new Set(write.flatMap(ancestorsOf));
  return new Set(
    remove.filter((path) => folders.has(path) || ancestorsOf(path).some((one) => written.has(one))),
  );
}

/** Removes files, and the folders that are empty without them. Never follows a link to get there. */
export async function removeFiles(root: string, paths: readonly string[]): Promise<void> {
  const folders = new Set<string>();
  for (const path of paths) {
    if (await passesThroughLink(root, path)) continue;
    await rm(join(root, path), { force: true }).catch(ignoreFolder);
    for (const ancestor of ancestorsOf(path)) folders.add(ancestor);
  }
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    await rmdir(join(root, folder)).catch((error: unknown) => {
      if (!isCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR')) throw error;
    });
  }
}

async function passesThroughLink(root: string, path: string): Promise<boolean> {
  for (const ancestor of ancestorsOf(path)) {
    const stats = await lstat(join(root, ancestor)).catch(() => undefined);
    if (stats === undefined || !stats.isDirectory()) return true;
  }
  return false;
}

function ignoreFolder(error: unknown): void {
  if (!isCode(error, 'ERR_FS_EISDIR', 'EISDIR', 'ENOTDIR')) throw error;
}
