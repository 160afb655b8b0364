import { type Dirent, readdirSync } from 'node:fs';
import { isYoung } from './age.ts';
import { manifestName } from './manifest.ts';
import { changeTimeOf, type Mark, markOf } from './mark.ts';
import { folderOf, temporaryName } from './output-path.ts';

/** What was found in the folders of a site. */
export interface Survey {
  /** By folder, parents first; `''` is the root. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** What Rutter has not made, directly in one of its folders: files, links and whole folders. */
  readonly foreign: readonly string[];
}

export interface KnownSurvey {
  readonly site: ReadonlyMap<string, Mark>;
  readonly foreign: readonly string[];
  /** Marks of folders that have changed since are not believed; milliseconds since 1970. */
  readonly clock: number;
}

/**
 * Looks for what came into a site beside its files. A folder that is as it was is not listed: then
 * what was known of it holds. Symbolic links are never followed.
 * @param folders Those of the site, parents first, with the root.
 */
export function survey(
  root: string,
  folders: ReadonlySet<string>,
  isOurs: (path: string) => boolean,
  known?: KnownSurvey | undefined,
): Survey {
  const marks = new Map<string, Mark>();
  const foreign: string[] = [];
  const unchanged = new Set<string>();
  for (const folder of folders) {
    // Below a link, or a file in the place of a folder, nothing is the site's.
    if (folder !== '' && !marks.has(folderOf(folder))) continue;
    const mark = markOf(`${root}/${folder}`);
    if (mark === undefined) continue;
    marks.set(folder, mark);
    if (known?.site.get(folder) === mark && !isYoung(changeTimeOf(mark), known.clock)) {
      unchanged.add(folder);
      continue;
    }
    for (const entry of entriesOf(`${root}/${folder}`)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (path === manifestName || entry.name === temporaryName) continue;
      if (entry.isDirectory() ? !folders.has(path) : !isOurs(path)) foreign.push(path);
    }
  }
  for (const path of known?.foreign ?? []) if (unchanged.has(folderOf(path))) foreign.push(path);
  return { marks, foreign };
}

/** The files and links below foreign folders, and those that are foreign themselves. */
export function leavesOf(root: string, foreign: readonly string[]): ReadonlySet<string> {
  const leaves = new Set<string>();
  const waiting = [...foreign];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const mark = markOf(`${root}/${path}`);
    if (mark === undefined) leaves.add(path);
    else for (const { name } of entriesOf(`${root}/${path}`)) waiting.push(`${path}/${name}`);
  }
  return leaves;
}

function entriesOf(folder: string): readonly Dirent[] {
  return readdirSync(folder, { withFileTypes: true });
}
