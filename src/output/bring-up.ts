import { chmodSync, type Dirent, lstatSync, readdirSync } from 'node:fs';
import type { Stamp } from '../model/stamp.ts';
import { isYoung, withoutTime } from './age.ts';
import { folderMode } from './contents.ts';
import { createMakeFolder } from './folder-maker.ts';
import { changeTimeOf, type Mark, markOf, stampOfPublished } from './mark.ts';
import { folderOf } from './output-path.ts';
import { removeEntry } from './remove.ts';
import { type Shared, shareFile } from './share.ts';

interface Stamped {
  readonly stamp: Stamp;
}

export interface BringUp {
  /** The folder that becomes the new site. */
  readonly tree: string;
  /** The site as it stands. */
  readonly site: string;
  readonly wanted: ReadonlyMap<string, Stamped>;
  /** Those that are in the tree already; the others come from the site, by a second name. */
  readonly written: ReadonlySet<string>;
  /** Those of `wanted`, parents first, with the root. */
  readonly folders: ReadonlySet<string>;
  /** Folders of the tree as they were when the tree was put by. None: it began empty. */
  readonly known?: KnownTree | undefined;
}

export interface KnownTree {
  readonly folders: ReadonlyMap<string, Mark>;
  /** Milliseconds since 1970: marks of folders that have changed since are not believed. */
  readonly clock: number;
  /** Paths where the tree may have another file than the site, or one too many. */
  readonly differs: Iterable<string>;
}

export interface BroughtUp {
  /** `separate-mount`: it was given up. `copied`: the tree shares nothing with the site. */
  readonly how: Shared;
  /** Marks of the folders that were as they had to be. */
  readonly unchanged: ReadonlyMap<string, Mark>;
}

/**
 * Makes a tree hold the wanted files and nothing else. Of a tree that is known, folders which are as
 * they were put by, and in which nothing is to change, are not entered; in the others each file is
 * looked at, whatever was known of it.
 */
export function bringUp(input: BringUp): BroughtUp {
  return input.known === undefined ? fill(input) : mend(input, input.known);
}

/** Of a tree that began empty: what writers have made is there, and the rest is not. */
function fill({ tree, site, wanted, written, folders }: BringUp): BroughtUp {
  const made = new Set<string>(['']);
  for (const path of written) {
    for (let at = folderOf(path); !made.has(at); at = folderOf(at)) made.add(at);
  }
  const makeFolder = createMakeFolder();
  for (const folder of folders) if (!made.has(folder)) makeFolder(`${tree}/${folder}`);
  let how: Shared = 'linked';
  for (const path of wanted.keys()) {
    if (written.has(path)) continue;
    const shared = shareFile(`${site}/${path}`, `${tree}/${path}`);
    if (shared === 'separate-mount') return { how: shared, unchanged: new Map() };
    if (shared === 'copied') how = shared;
  }
  return { how, unchanged: new Map() };
}

function mend(input: BringUp, known: KnownTree): BroughtUp {
  const { tree, site, wanted, written, folders } = input;
  const open = foldersToOpen(input, known);
  const unchanged = new Map<string, Mark>();
  const gone = new Set<string>();
  for (const folder of folders) {
    const above = folderOf(folder);
    const mark = gone.has(above) ? undefined : markOf(`${tree}/${folder}`);
    if (mark === undefined && folder !== '') {
      gone.add(folder);
      open.add(folder).add(above);
    } else if (isAsKnown(mark, known, folder)) unchanged.set(folder, mark);
    else open.add(folder);
  }
  for (const folder of open) unchanged.delete(folder);

  const files = grouped(wanted.keys(), open);
  const subfolders = grouped(folders, open);
  let how: Shared = 'linked';
  for (const folder of folders) {
    if (!open.has(folder)) continue;
    const missing = tidy(tree, folder, {
      files: files.get(folder) ?? new Set(),
      folders: subfolders.get(folder) ?? new Set(),
      wanted,
      written,
    });
    for (const path of missing) {
      const shared = shareFile(`${site}/${path}`, `${tree}/${path}`);
      if (shared === 'separate-mount') return { how: shared, unchanged: new Map() };
      if (shared === 'copied') how = shared;
    }
  }
  return { how, unchanged };
}

function isAsKnown(mark: Mark | undefined, known: KnownTree, folder: string): mark is Mark {
  return (
    mark !== undefined &&
    mark === known.folders.get(folder) &&
    !isYoung(changeTimeOf(mark), known.clock)
  );
}

/** Where something is to change, or has been written; the root always, for the manifest. */
function foldersToOpen({ written, folders }: BringUp, known: KnownTree): Set<string> {
  const open = new Set<string>(['']);
  /** The next folder above that is to stay, with the new ones on the way to it. */
  const openAbove = (path: string) => {
    for (let at = folderOf(path); ; at = folderOf(at)) {
      if (folders.has(at)) open.add(at);
      if (folders.has(at) && known.folders.has(at)) return;
      if (at === '') return;
    }
  };
  for (const path of written) openAbove(path);
  for (const path of known.differs) openAbove(path);
  return open;
}

function grouped(
  paths: Iterable<string>,
  open: ReadonlySet<string>,
): ReadonlyMap<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const path of paths) {
    const folder = folderOf(path);
    if (path === '' || !open.has(folder)) continue;
    const group = groups.get(folder);
    if (group === undefined) groups.set(folder, new Set([path]));
    else group.add(path);
  }
  return groups;
}

interface Children {
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  readonly wanted: ReadonlyMap<string, Stamped>;
  readonly written: ReadonlySet<string>;
}

/** Removes from a folder what is not wanted, makes its folders. @returns Files to be shared. */
function tidy(tree: string, folder: string, children: Children): Set<string> {
  const { files, folders, wanted, written } = children;
  /** Of a file just written the time may still change, where the file system is a server's. */
  const isThere = (path: string): boolean => {
    const stamp = stampOfPublished(`${tree}/${path}`);
    const expected = wanted.get(path)?.stamp;
    if (stamp === undefined || expected === undefined) return false;
    return written.has(path) ? withoutTime(stamp) === withoutTime(expected) : stamp === expected;
  };
  const missing = new Set(files);
  const missingFolders = new Set(folders);
  for (const entry of entriesOf(`${tree}/${folder}`)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (folders.has(path) && entry.isDirectory()) missingFolders.delete(path);
    else if (files.has(path) && isThere(path)) missing.delete(path);
    else removeEntry(`${tree}/${path}`, entry);
  }
  const makeFolder = createMakeFolder();
  for (const path of missingFolders) makeFolder(`${tree}/${path}`);
  for (const path of missing) {
    if (written.has(path)) throw new Error(`${path} is not as it was written`);
  }
  const own = `${tree}/${folder}`;
  if ((lstatSync(own).mode & 0o7777) !== folderMode) chmodSync(own, folderMode);
  return missing;
}

function entriesOf(folder: string): readonly Dirent[] {
  return readdirSync(folder, { withFileTypes: true });
}
