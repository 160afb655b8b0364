import { chmodSync, lstatSync, mkdirSync, unlinkSync } from 'node:fs';
import { folderMode } from './contents.ts';
import { isCode } from './file-error.ts';
import { ancestorsOf, folderOf } from './output-path.ts';

/**
 * Makes the folders above files, each once.
 * @param empty Whether the root began empty: otherwise what is no folder there is removed.
 */
export function createFolderMaker(
  root: string,
  { empty }: { readonly empty: boolean },
): (path: string) => void {
  const made = new Set<string>(['']);
  let needsChmod: boolean | undefined;

  function make(folder: string): void {
    if (!empty) {
      const stats = lstatSync(folder, { throwIfNoEntry: false });
      if (stats?.isDirectory()) return;
      if (stats !== undefined) unlinkSync(folder);
    }
    try {
      mkdirSync(folder, { mode: folderMode });
    } catch (error) {
      // Another thread was first.
      if (!isCode(error, 'EEXIST')) throw error;
      return;
    }
    // An umask or an inherited access list has its way with all folders or with none.
    needsChmod ??= (lstatSync(folder).mode & 0o7777) !== folderMode;
    if (needsChmod) chmodSync(folder, folderMode);
  }

  return (path) => {
    if (made.has(folderOf(path))) return;
    for (const ancestor of ancestorsOf(path)) {
      if (made.has(ancestor)) continue;
      make(`${root}/${ancestor}`);
      made.add(ancestor);
    }
  };
}
