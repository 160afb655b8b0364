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
  /** Files of private records: what is known of the site's files, and of folders. */
  readonly record: string;
  readonly folders: string;
  /** Best first. */
  readonly places: readonly StagingPlace[];
  /** Where an earlier tree is kept; undefined where the two folders are not on one device. */
  readonly spare: string | undefined;
}

type SiteNames = Omit<SiteState, 'places' | 'spare'> & { readonly key: string };

/** The names depend on both folders, so that no two sites meddle with each other's. */
export function siteNames(outDir: string, stateDir: string): SiteNames {
  const key = digestOf(`${stateDir}\0${outDir}`).slice('sha256:'.length, 'sha256:'.length + 8);
  return {
    outDir,
    stateDir,
    key,
    lock: join(stateDir, `publish-${key}.lock`),
    journal: join(stateDir, `publish-${key}.journal`),
    record: join(stateDir, `publish-${key}.files`),
    folders: join(stateDir, `publish-${key}.folders`),
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
  if (state.dev !== site.dev) return { ...names, places: [beside, inState], spare: undefined };
  const spare = join(stateDir, `${inState.prefix}spare`);
  return { ...names, places: [inState, beside], spare };
}
