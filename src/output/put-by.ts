import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { isCode } from './file-error.ts';
import { createFolderMaker } from './folder-maker.ts';
import { type Mark, markOf } from './mark.ts';
import { ancestorsOf, folderOf } from './output-path.ts';
import { removeTree } from './remove.ts';
import { shareForeign } from './share.ts';
import { leavesOf, type Survey } from './survey.ts';

/**
 * Carries over what Rutter did not make, from site to site. Where something has the name already,
 * that stays.
 */
export function carryForeign(from: string, to: string, paths: Iterable<string>): void {
  const makeFolders = createFolderMaker(to, { empty: true });
  for (const path of paths) {
    try {
      makeFolders(path);
      shareForeign(join(from, path), join(to, path));
    } catch (error) {
      if (!isCode(error, 'EEXIST', 'ENOTDIR', 'ENOENT')) throw error;
    }
  }
}

/**
 * What came into the old site while the new one was made.
 * @param foreign What was there before, and is carried over already.
 */
export function lateComers(
  tree: string,
  { foreign: tops }: Survey,
  foreign: ReadonlySet<string>,
): readonly string[] {
  return [...leavesOf(tree, tops)].filter(
    (path) => !foreign.has(path) && !ancestorsOf(path).some((one) => foreign.has(one)),
  );
}

/**
 * Puts an old site by, as the spare, with nothing in it that Rutter did not make.
 * @returns Marks of its folders.
 */
export function putBy(tree: string, spare: string, found: Survey): ReadonlyMap<string, Mark> {
  for (const path of found.foreign) removeTree(join(tree, path));
  renameSync(tree, spare);
  const marks = new Map(found.marks);
  for (const folder of ['', ...found.foreign.map(folderOf)]) {
    const mark = markOf(join(spare, folder));
    if (mark !== undefined) marks.set(folder, mark);
  }
  return marks;
}
