import { chmodSync, lstatSync, mkdirSync, unlinkSync } from 'node:fs';
import { folderMode } from './contents.ts';
import { isCode } from './file-error.ts';
import { ancestorsOf, folderOf } from './output-path.ts';

/**
 * Makes a folder with our bits. An umask or an inherited access list has its way with all folders of a
 * tree or with none: the first one tells.
 */
export function createMakeFolder(): (folder: string) => void {
  let needsChmod: boolean | undefined;
  return (folder) => {
    mkdirSync(folder, { mode: folderMode });
    needsChmod ??= (lstatSync(folder).mode & 0o7777) !== folderMode;
    if (needsChmod) chmodSync(folder, folderMode);
  };
}

/**
 * Makes the folders above files, each once.
 * @param empty Whether the root began empty: otherwise what is no folder there is removed.
 */
export function createFolderMaker(
  root: string,
  { empty }: { readonly empty: boolean },
): (path: string) => void {
  const made = new Set<string>(['']);
  const makeFolder = createMakeFolder();

  function make(folder: string): void {
    if (!empty) {
      const stats = lstatSync(folder, { throwIfNoEntry: false });
      if (stats?.isDirectory()) return;
      if (stats !== undefined) unlinkSync(folder);
    }
    try {
      makeFolder(folder);
    } catch (error) {
      // Another thread was first.
      if (!isCode(error, 'EEXIST')) throw error;
    }
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
