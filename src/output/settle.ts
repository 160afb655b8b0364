import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { digestOf } from '../model/source.ts';
import { timeOf } from './age.ts';
import { bootOfSystem } from './boot.ts';
import type { StandingFile } from './contents.ts';
import type { Exchanged } from './exchange.ts';
import { writeFolderRecord } from './folder-record.ts';
import { manifestName } from './manifest.ts';
import { type Mark, markOf, stampOfPublished } from './mark.ts';
import { putBy } from './put-by.ts';
import { removeTree } from './remove.ts';
import type { SiteFolder } from './site-folder.ts';
import { writeSiteRecord } from './site-record.ts';
import type { Survey } from './survey.ts';

/** A publication that is done, but for what is remembered of it. */
export interface Settlement {
  readonly files: ReadonlyMap<string, StandingFile>;
  /** Paths that the old site does not have as the new one has them, either way. */
  readonly changed: ReadonlySet<string>;
  /** The text of the manifest. */
  readonly manifest: string;
  readonly staging: string;
  readonly exchanged: Exchanged;
  /** Whether the two trees share the files that are the same; otherwise those are copies. */
  readonly linked: boolean;
  /** Of the new site's folders. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** What Rutter did not make, directly in folders of the site. */
  readonly foreign: readonly string[];
  /** The old tree as it is now, where there is one. */
  readonly old?: Survey | undefined;
}

/** Keeps records of the new site, and the old tree as the spare where it can become a later site. */
export function settle(site: SiteFolder, done: Settlement): void {
  const { path: outDir, state } = site;
  const { exchanged, linked, foreign } = done;
  const stamp = stampOfPublished(join(outDir, manifestName));
  if (stamp === undefined) return;
  const id = randomBytes(8).toString('hex');
  const isShared = exchanged.whole && linked;
  writeSiteRecord(state.record, {
    id,
    boot: bootOfSystem(),
    manifest: { digest: digestOf(done.manifest), stamp },
    files: isShared ? done.files : asTheyStand(outDir, done.files),
  });
  if (!exchanged.whole) {
    removeTree(done.staging);
    return;
  }
  const marks = new Map(done.marks);
  const root = markOf(outDir);
  if (root !== undefined) marks.set('', root);
  const record = { id, clock: timeOf(stamp), site: marks, foreign };
  if (exchanged.old === undefined || done.old === undefined) {
    writeFolderRecord(state.folders, record);
  } else if (site.old === undefined || state.spare === undefined || !isShared) {
    removeTree(exchanged.old);
    writeFolderRecord(state.folders, record);
  } else {
    const folders = putBy(exchanged.old, state.spare, done.old);
    writeFolderRecord(state.folders, { ...record, spare: { folders, differs: done.changed } });
  }
}

/** Files that were copied have other inodes than those which they were made from. */
function asTheyStand(
  outDir: string,
  files: ReadonlyMap<string, StandingFile>,
): ReadonlyMap<string, StandingFile> {
  return new Map(
    [...files].map(([path, file]) => [
      path,
      { ...file, stamp: stampOfPublished(`${outDir}/${path}`) ?? file.stamp },
    ]),
  );
}
