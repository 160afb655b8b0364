import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What is read of the folder of a theme; the first three make one of it. */
export const themeFolders: readonly string[] = ['parts', 'layouts', 'styles', 'shortcodes'];

/** With the tag of a language, where it is for one. */
export const wordsName = /^words(?:\.([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*))?\.ya?ml$/;

/** Modules that draw: no helpers, no declarations. */
export const codeName = /^(?!_)(?!.*\.d\.[cm]?ts$).*\.(?:[cm]?ts|[cm]?js)$/;

/** The files of a folder that are named so, sorted. */
export function namesIn(folder: string, pattern: RegExp): readonly string[] {
  return entriesOf(folder)
    .map(({ name }) => name)
    .filter(
      (name) =>
        pattern.test(name) &&
        (statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() ?? false),
    )
    .sort();
}

export function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
