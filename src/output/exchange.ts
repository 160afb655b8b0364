import { lstat, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isCode } from './file-error.ts';
import { publishInPlace } from './in-place.ts';
import { readJournal, removeJournal, writeJournal } from './journal.ts';
import type { SiteState } from './site-state.ts';
import type { Swap } from './swap.ts';

export interface Exchange {
  /** Real path of the site. */
  readonly outDir: string;
  readonly exists: boolean;
  /** A folder with the new site. */
  readonly staging: string;
  /** Whether `staging` holds the whole site; otherwise only what has changed. */
  readonly complete: boolean;
  /** The journal's file. */
  readonly journal: string;
  /** Paths that are new or have other bytes. */
  readonly write: readonly string[];
  /** Paths that the new site lacks. */
  readonly remove: readonly string[];
  readonly swap: Swap | undefined;
}

export interface Exchanged {
  /** Whether whole folders were exchanged; otherwise the site is the folder that it was. */
  readonly whole: boolean;
  /** The folder of the old site; undefined when nothing is left of it. */
  readonly old?: string | undefined;
}

/** The file system will not rename this folder, whatever is tried. */
const cannotRename = ['EXDEV', 'EBUSY', 'EPERM', 'EACCES', 'EROFS'] as const;

/**
 * Puts the staged site in the place of the old one, by the best means there is: one atomic exchange
 * of two folders; two renames with a journal; or file by file with a journal.
 */
export async function exchange(input: Exchange): Promise<Exchanged> {
  if (input.complete) {
    if (!input.exists && (await tryRename(input.staging, input.outDir))) return { whole: true };
    if (await trySwap(input)) return { whole: true, old: input.staging };
    const aside = await tryTwoRenames(input);
    if (aside !== undefined) return { whole: true, old: aside };
  }
  const { outDir, staging, write, remove } = input;
  const steps = { kind: 'in-place', outDir, staging, write, remove } as const;
  await writeJournal(input.journal, steps);
  await publishInPlace(steps);
  await removeJournal(input.journal);
  return { whole: false };
}

async function trySwap({ swap, staging, outDir, exists }: Exchange): Promise<boolean> {
  if (swap === undefined || !exists) return false;
  try {
    await swap(staging, outDir);
    return true;
  } catch {
    // Each file system refuses in its own words (EINVAL, ENOSYS, ENOTSUP, EXDEV, EBUSY): the
    // renames that follow find out what is possible.
    return false;
  }
}

async function tryTwoRenames(input: Exchange): Promise<string | undefined> {
  const { outDir, staging, journal, exists } = input;
  const aside = `${staging}-old`;
  await writeJournal(journal, { kind: 'rename', outDir, staging, aside });
  if (exists && !(await tryRename(outDir, aside))) {
    await removeJournal(journal);
    return undefined;
  }
  try {
    await rename(staging, outDir);
  } catch (error) {
    if (exists) await rename(aside, outDir);
    await removeJournal(journal);
    if (isCode(error, ...cannotRename)) return undefined;
    throw error;
  }
  await removeJournal(journal);
  return aside;
}

async function tryRename(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (isCode(error, ...cannotRename)) return false;
    throw error;
  }
}

/**
 * Completes a publication that was killed between its steps. Only for the holder of the lock.
 * A journal that speaks of other folders than these is none of ours.
 */
export async function completeJournal({
  outDir,
  journal: file,
  places,
}: Pick<SiteState, 'outDir' | 'journal' | 'places'>): Promise<void> {
  const journal = await readJournal(file);
  if (journal === undefined) return;
  const { staging } = journal;
  const isOurs =
    journal.outDir === outDir &&
    places.some(({ folder, prefix }) => dirname(staging) === folder && isNamed(staging, prefix));
  if (isOurs && (await isFolder(staging))) {
    if (journal.kind === 'in-place') await publishInPlace(journal);
    else if (!(await isFolder(outDir))) await rename(staging, outDir);
  }
  await removeJournal(file);
}

function isNamed(path: string, prefix: string): boolean {
  return basename(path).startsWith(prefix);
}

async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
