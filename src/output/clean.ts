import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { diagnosticsOf, isCode } from './file-error.ts';
import { removeFiles } from './in-place.ts';
import { acquireLock } from './lock.ts';
import { manifestName } from './manifest.ts';
import { removeTree } from './remove.ts';
import { openSite, type SiteFolder } from './site-folder.ts';
import { type KeptNames, namesOfKey } from './site-state.ts';
import { emptyTree, readTree } from './tree.ts';

export interface CleanOptions {
  readonly outDir: string;
  readonly stateDir: string;
  readonly keep?: readonly string[] | undefined;
  /** Remove the evidence of past verifications as well. */
  readonly evidence?: boolean | undefined;
}

export interface Cleaned {
  readonly ok: boolean;
  /** Number of published files that were removed. */
  readonly removed: number;
  /** Paths below the output folder that Rutter did not make and left where they are. */
  readonly left: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Removes the site and what builds keep in the state folder. What Rutter did not make is left, and
 * so is the evidence unless asked for.
 */
export async function clean(options: CleanOptions): Promise<Cleaned> {
  try {
    const site = await openSite(options);
    let cleaned: Cleaned;
    try {
      cleaned = await removeSite(site);
      await removeFormerSpares(options.stateDir);
      if (options.evidence === true) removeTree(join(options.stateDir, 'evidence'));
    } finally {
      await site.lock.release();
    }
    await rmdir(options.stateDir).catch(ignoreFull);
    return cleaned;
  } catch (error) {
    const diagnostics = diagnosticsOf(error, options.outDir);
    return { ok: false, removed: 0, left: [], diagnostics };
  }
}

async function removeSite({ path: outDir, old, state, lock }: SiteFolder): Promise<Cleaned> {
  const tree = old === undefined ? emptyTree : await readTree(outDir, old.files);
  const left = [...tree.foreign].sort();
  const ours = [...(old?.files.keys() ?? [])];
  if (old !== undefined) {
    const place = state.places[0];
    const aside = place && join(place.folder, `${place.prefix}${lock.token}`);
    const gone = left.length === 0 && aside !== undefined && (await moveAway(outDir, aside));
    if (!gone) {
      await removeFiles(outDir, ours);
      await rm(join(outDir, manifestName), { force: true });
      await rmdir(outDir).catch(ignoreFull);
    }
  }
  await removeKept(namesOfKey(state.stateDir, state.key));
  return {
    ok: true,
    removed: ours.length,
    left,
    diagnostics: left.length === 0 ? [] : [notice(left)],
  };
}

/** Those of sites that were published elsewhere from this state folder, and of which no build runs. */
async function removeFormerSpares(stateDir: string): Promise<void> {
  for (const name of await readdir(stateDir)) {
    const key = /^publish-([0-9a-f]{8})\.files$/.exec(name)?.[1];
    if (key === undefined) continue;
    const names = namesOfKey(stateDir, key);
    const lock = await acquireLock(names.lock, 0).catch(() => undefined);
    if (lock === undefined) continue;
    await removeKept(names);
    await lock.release();
  }
}

async function removeKept({ spare, record, folders }: KeptNames): Promise<void> {
  removeTree(spare);
  for (const file of [record, folders]) await rm(file, { force: true });
}

/** At once, so that no reader finds a site with holes. */
async function moveAway(outDir: string, aside: string): Promise<boolean> {
  try {
    await rename(outDir, aside);
  } catch (error) {
    if (!isCode(error, 'EXDEV', 'EBUSY', 'EPERM', 'EACCES')) throw error;
    return false;
  }
  removeTree(aside);
  return true;
}

function notice(left: readonly string[]): Diagnostic {
  const [first] = left;
  return diagnostic({
    code: 'output-foreign',
    severity: 'info',
    message:
      left.length === 1
        ? `\`${first}\` was not made by Rutter and was left in the output folder`
        : `\`${first}\` and ${left.length - 1} more were not made by Rutter and were left in the output folder`,
  });
}

function ignoreFull(error: unknown): void {
  if (!isCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY', 'EACCES', 'EPERM')) throw error;
}
