import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { digestOf } from '../model/source.ts';

/** Where a build may put its staging folders, and what their names begin with. */
export interface StagingPlace {
  readonly folder: string;
  readonly prefix: string;
}

/** Files and a folder that are kept from one publication to the next. */
export interface KeptNames {
  readonly lock: string;
  readonly journal: string;
  /** Private records: what is known of the site's files, and of folders. */
  readonly record: string;
  readonly folders: string;
  /** An earlier tree. */
  readonly spare: string;
}

/** What is kept about the publication of one output folder; several may share one state folder. */
export interface SiteState extends Omit<KeptNames, 'spare'> {
  /** The real path of the output folder. */
  readonly outDir: string;
  readonly stateDir: string;
  /** Depends on both folders, so that no two sites meddle with each other's. */
  readonly key: string;
  /** Best first. */
  readonly places: readonly StagingPlace[];
  /** Undefined where the two folders are not on one device: no tree is kept then. */
  readonly spare: string | undefined;
}

export function siteNames(outDir: string, stateDir: string): KeptNames & { readonly key: string } {
  const key = digestOf(`${stateDir}\0${outDir}`).slice('sha256:'.length, 'sha256:'.length + 8);
  return { ...namesOfKey(stateDir, key), key };
}

export function namesOfKey(stateDir: string, key: string): KeptNames {
  return {
    lock: join(stateDir, `publish-${key}.lock`),
    journal: join(stateDir, `publish-${key}.journal`),
    record: join(stateDir, `publish-${key}.files`),
    folders: join(stateDir, `publish-${key}.folders`),
    spare: join(stateDir, `staging-${key}-spare`),
  };
}

/**
 * Staging folders are in the state folder where that is on the device of the site, so that folders
 * can be exchanged; otherwise beside the site.
 */
export async function openState(outDir: string, stateDir: string): Promise<SiteState> {
  const names = siteNames(outDir, stateDir);
  const { key } = names;
  const parent = dirname(outDir);
  await mkdir(parent, { recursive: true });
  const inState = { folder: stateDir, prefix: `staging-${key}-` };
  const beside = { folder: parent, prefix: `.${basename(outDir)}.rutter-${key}-` };
  const [state, site] = await Promise.all([stat(stateDir), stat(parent)]);
  const known = { ...names, outDir, stateDir };
  return state.dev === site.dev
    ? { ...known, places: [inState, beside] }
    : { ...known, places: [beside, inState], spare: undefined };
}
