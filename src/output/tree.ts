import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestName } from './manifest.ts';
import { ancestorsOf, temporaryName } from './output-path.ts';

/** What lies below a published folder, by path with `/`. Symbolic links are never followed. */
export interface Tree {
  /** Published by an earlier build and still a regular file; the manifest is not among them. */
  readonly ours: ReadonlySet<string>;
  /** Published, but a person has put something else in its place: it is replaced, not followed. */
  readonly replaced: ReadonlySet<string>;
  /** Not made by Rutter: it is carried over from site to site. */
  readonly foreign: ReadonlySet<string>;
  /** The folders that foreign files are in. */
  readonly foreignFolders: ReadonlySet<string>;
}

export const emptyTree: Tree = {
  ours: new Set(),
  replaced: new Set(),
  foreign: new Set(),
  foreignFolders: new Set(),
};

/** Memory grows with the number of files, never with their size. */
export async function readTree(folder: string, files: ReadonlyMap<string, unknown>): Promise<Tree> {
  const ours = new Set<string>();
  const replaced = new Set<string>();
  const foreign = new Set<string>();
  const foreignFolders = new Set<string>();
  for await (const { path, entry } of walk(folder)) {
    if (path === manifestName || entry.name === temporaryName) continue;
    if (!files.has(path)) {
      foreign.add(path);
      for (const ancestor of ancestorsOf(path)) foreignFolders.add(ancestor);
    } else if (entry.isFile()) ours.add(path);
    else replaced.add(path);
  }
  return { ours, replaced, foreign, foreignFolders };
}

/** Everything that is not a folder, in the order of its path; folders are entered, links are not. */
async function* walk(folder: string): AsyncGenerator<{ path: string; entry: Dirent }> {
  const waiting = [''];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const entries = await readdir(join(folder, at), { withFileTypes: true });
    for (const entry of entries) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(path);
      else yield { path, entry };
    }
  }
}
