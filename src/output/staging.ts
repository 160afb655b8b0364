import { chmodSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { folderMode } from './contents.ts';
import { isCode } from './file-error.ts';
import { markOf } from './mark.ts';
import { removeTree } from './remove.ts';
import type { SiteState, StagingPlace } from './site-state.ts';

/** A folder in which a new site comes to be. */
export interface Staging {
  readonly folder: string;
  /** Whether it began empty; otherwise it holds an older site. */
  readonly empty: boolean;
}

/**
 * Clears up behind killed builds. One of the folders that they have left becomes the spare where
 * there is none: to mend it costs less than to remove it. Only for the holder of the lock: every
 * staging folder is then an abandoned one.
 */
export function clearLeftovers({ places, spare }: Pick<SiteState, 'places' | 'spare'>): void {
  let hasSpare = spare === undefined || markOf(spare) !== undefined;
  if (!hasSpare && spare !== undefined) removeTree(spare);
  for (const { folder, prefix } of places) {
    for (const name of namesIn(folder)) {
      const path = join(folder, name);
      if (!name.startsWith(prefix) || path === spare) continue;
      if (!hasSpare && spare?.startsWith(join(folder, prefix)) && markOf(path) !== undefined) {
        renameSync(path, spare);
        hasSpare = true;
      } else removeTree(path);
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The spare, by a name of this build's own, or a new folder. */
export function beginStaging({ places, spare }: SiteState, token: string): Staging {
  const [place] = places;
  if (place !== undefined && spare !== undefined && markOf(spare) !== undefined) {
    const folder = join(place.folder, `${place.prefix}${token}`);
    renameSync(spare, folder);
    return { folder, empty: false };
  }
  return { folder: makeStagingFolder(places, token), empty: true };
}

function makeStagingFolder(places: readonly StagingPlace[], token: string): string {
  for (const [index, { folder, prefix }] of places.entries()) {
    const path = join(folder, `${prefix}${token}`);
    try {
      mkdirSync(path, { mode: folderMode });
      chmodSync(path, folderMode);
      return path;
    } catch (error) {
      const mayTryNext = index + 1 < places.length && isCode(error, 'EACCES', 'EPERM', 'EROFS');
      if (!mayTryNext) throw error;
    }
  }
  throw new Error('no place for a staging folder');
}

/** A folder that did not become the site: the spare goes back to its place, another is removed. */
export function endStaging({ spare }: SiteState, { folder, empty }: Staging): void {
  if (
    !empty &&
    spare !== undefined &&
    markOf(spare) === undefined &&
    markOf(folder) !== undefined
  ) {
    renameSync(folder, spare);
  }
  removeTree(folder);
  removeTree(`${folder}-old`);
}
