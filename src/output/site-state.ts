import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { digestOf } from '../model/source.ts';

/** Where a build may put its staging folders, and what their names begin with. */
export interface StagingPlace {
  readonly folder: string;
  readonly prefix: string;
}

/** What is kept about the publication of one output folder; several may share one state folder. */
export interface SiteState {
  /** The real path of the output folder. */
  readonly outDir: string;
  readonly stateDir: string;
  readonly lock: string;
  readonly journal: string;
  /** Best first. */
  readonly places: readonly StagingPlace[];
}

/** The names depend on both folders, so that no two sites meddle with each other's. */
export function siteNames(
  outDir: string,
  stateDir: string,
): Pick<SiteState, 'outDir' | 'stateDir' | 'lock' | 'journal'> & { readonly key: string } {
  const key = digestOf(`${stateDir}\0${outDir}`).slice('sha256:'.length, 'sha256:'.length + 8);
  return {
    outDir,
    stateDir,
    key,
    lock: join(stateDir, `publish-${key}.lock`),
    journal: join(stateDir, `publish-${key}.journal`),
  };
}

/**
 * Staging folders are in the state folder where that is on the device of the site, so that folders
 * can be exchanged; otherwise beside the site.
 */
export async function openState(outDir: string, stateDir: string): Promise<SiteState> {
  const { key, ...names } = siteNames(outDir, stateDir);
  const parent = dirname(outDir);
  await mkdir(parent, { recursive: true });
  const inState = { folder: stateDir, prefix: `staging-${key}-` };
  const beside = { folder: parent, prefix: `.${basename(outDir)}.rutter-${key}-` };
  const [state, site] = await Promise.all([stat(stateDir), stat(parent)]);
  return { ...names, places: state.dev === site.dev ? [inState, beside] : [beside, inState] };
}
