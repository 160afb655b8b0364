import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { completeJournal } from './exchange.ts';
import { readJournal } from './journal.ts';
import { acquireLock, type Lock } from './lock.ts';
import { locateOutDir, type OutDir, openOutDir } from './out-dir.ts';
import { removeLeftovers, type StagingPlace, stagingPlaces } from './staging.ts';
import { emptyTree, readTree, type Tree } from './tree.ts';

export interface SiteFolderOptions {
  readonly outDir: string;
  readonly stateDir: string;
  readonly keep?: readonly string[] | undefined;
}

/** The place of a site, locked, whole, and known file by file. */
export interface SiteFolder {
  readonly outDir: OutDir;
  readonly stateDir: string;
  readonly tree: Tree;
  readonly places: readonly StagingPlace[];
  readonly lock: Lock;
}

/**
 * Takes the lock, completes what a killed build has begun, removes what it has left, and looks.
 * @throws UserError when the folder is not one that Rutter may write, or another build is at it.
 */
export async function openSite(options: SiteFolderOptions): Promise<SiteFolder> {
  const { stateDir, outDir: writtenAs } = options;
  const path = await locateOutDir(writtenAs, [...(options.keep ?? []), stateDir]);
  const lock = await acquireLock(stateDir);
  try {
    await mkdir(dirname(path), { recursive: true });
    const places = await stagingPlaces(path, stateDir);
    await completeJournal(stateDir, path, places);
    await removeLeftovers(places);
    const outDir = await openOutDir(path, writtenAs);
    const { manifest } = outDir;
    const tree = manifest === undefined ? emptyTree : await readTree(path, manifest);
    return { outDir, stateDir, tree, places, lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Completes a publication that was killed half-way; every command that reads the site begins so. */
export async function recoverSite(options: SiteFolderOptions): Promise<void> {
  const path = await locateOutDir(options.outDir, []);
  if ((await readJournal(options.stateDir)) === undefined) return;
  const lock = await acquireLock(options.stateDir);
  try {
    const places = await stagingPlaces(path, options.stateDir);
    await completeJournal(options.stateDir, path, places);
  } finally {
    await lock.release();
  }
}
