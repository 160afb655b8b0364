import { readChecked, writeChecked } from './checked-text.ts';
import type { Mark } from './mark.ts';

/** Folders as they were when a publication was done; `''` is the root of a tree. */
export interface FolderRecord {
  /** That of the `SiteRecord` of the same publication. */
  readonly id: string;
  /** Milliseconds since 1970, on the clock of the file system: what is younger is not believed. */
  readonly clock: number;
  /** The site's folders. */
  readonly site: ReadonlyMap<string, Mark>;
  /** What Rutter has not made, directly in a folder of the site: files, links and whole folders. */
  readonly foreign: readonly string[];
  readonly spare?: SpareRecord | undefined;
}

/** The spare: the tree of an earlier publication, kept to become a later one. */
export interface SpareRecord {
  readonly folders: ReadonlyMap<string, Mark>;
  /** Paths where it is not the file of the site by a second name. */
  readonly differs: ReadonlySet<string>;
}

const format = 'rutter-folders-1';

export function writeFolderRecord(file: string, record: FolderRecord): void {
  const { id, clock, site, foreign, spare } = record;
  const lines = [`${id}\t${clock}\t${spare === undefined ? 'alone' : 'spare'}`];
  for (const [path, mark] of site) lines.push(`s\t${path}\t${mark}`);
  for (const path of foreign) lines.push(`f\t${encodeURIComponent(path)}`);
  for (const [path, mark] of spare?.folders ?? []) lines.push(`p\t${path}\t${mark}`);
  for (const path of spare?.differs ?? []) lines.push(`d\t${path}`);
  writeChecked(file, format, lines);
}

export function readFolderRecord(file: string): FolderRecord | undefined {
  const [head, ...lines] = readChecked(file, format) ?? [];
  const [id, clock, kind] = head?.split('\t') ?? [];
  if (id === undefined || clock === undefined) return undefined;
  const site = new Map<string, Mark>();
  const folders = new Map<string, Mark>();
  const foreign: string[] = [];
  const differs = new Set<string>();
  for (const line of lines) {
    const [letter, path, mark] = line.split('\t');
    if (path === undefined) return undefined;
    if (letter === 'f') foreign.push(decodeURIComponent(path));
    else if (letter === 'd') differs.add(path);
    else if (mark === undefined) return undefined;
    else (letter === 's' ? site : folders).set(path, mark);
  }
  const spare = kind === 'spare' ? { folders, differs } : undefined;
  return { id, clock: Number(clock), site, foreign, spare };
}
