import { completeJournal } from './exchange.ts';
import { readJournal } from './journal.ts';
import { acquireLock, type Lock } from './lock.ts';
import { locateOutDir, type OutDir, openOutDir } from './out-dir.ts';
import { openState, type SiteState, siteNames } from './site-state.ts';
import { removeLeftovers } from './staging.ts';
import { emptyTree, readTree, type Tree } from './tree.ts';

export interface SiteFolderOptions {
  readonly outDir: string;
  readonly stateDir: string;
  readonly keep?: readonly string[] | undefined;
}

/** The place of a site, locked, whole, and known file by file. */
export interface SiteFolder {
  readonly outDir: OutDir;
  readonly state: SiteState;
  readonly tree: Tree;
  readonly lock: Lock;
}

/**
 * Takes the lock, completes what a killed build has begun, removes what it has left, and looks.
 * @throws UserError when the folder is not one that Rutter may write, or another build is at it.
 */
export async function openSite(options: SiteFolderOptions): Promise<SiteFolder> {
  const { stateDir, outDir: writtenAs } = options;
  const path = await locateOutDir(writtenAs, [...(options.keep ?? []), stateDir]);
  const lock = await acquireLock(siteNames(path, stateDir).lock);
  try {
    const state = await openState(path, stateDir);
    await completeJournal(state);
    await removeLeftovers(state.places);
    const outDir = await openOutDir(path, writtenAs);
    const { manifest } = outDir;
    const tree = manifest === undefined ? emptyTree : await readTree(path, manifest);
    return { outDir, state, tree, lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * Completes a publication that was killed half-way, for commands that read a site and do not build.
 * Costs one look for a file when there is nothing to complete.
 */
export async function recoverSite(
  options: Pick<SiteFolderOptions, 'outDir' | 'stateDir'>,
): Promise<void> {
  const path = await locateOutDir(options.outDir, []);
  const names = siteNames(path, options.stateDir);
  if ((await readJournal(names.journal)) === undefined) return;
  const lock = await acquireLock(names.lock);
  try {
    await completeJournal(await openState(path, options.stateDir));
  } finally {
    await lock.release();
  }
}
