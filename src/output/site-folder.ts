import { completeJournal } from './exchange.ts';
import { readJournal } from './journal.ts';
import { acquireLock, type Lock } from './lock.ts';
import { type OldSite, readOldSite } from './old-site.ts';
import { locateOutDir, namesInOutDir, notOurs } from './out-dir.ts';
import { openState, type SiteState, siteNames } from './site-state.ts';
import { clearLeftovers } from './staging.ts';

export interface SiteFolderOptions {
  readonly outDir: string;
  readonly stateDir: string;
  readonly keep?: readonly string[] | undefined;
}

/** The place of a site, locked and whole. */
export interface SiteFolder {
  /** Absolute, every symbolic link resolved: what is really exchanged. */
  readonly path: string;
  readonly exists: boolean;
  /** What an earlier build has published there; undefined where none has. */
  readonly old: OldSite | undefined;
  readonly state: SiteState;
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
    clearLeftovers(state);
    const names = namesInOutDir(path);
    const old = names === undefined ? undefined : readOldSite(path, state.record);
    if (old === undefined && names !== undefined && names.length > 0) throw notOurs(writtenAs);
    return { path, exists: names !== undefined, old, state, lock };
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
