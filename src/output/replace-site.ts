import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Diagnostic, diagnostic, UserError } from '../model/diagnostic.ts';
import { digestOf } from '../model/source.ts';
import { timeOf } from './age.ts';
import { type BroughtUp, bringUp, type KnownTree } from './bring-up.ts';
import { type StandingFile, writeNewFile } from './contents.ts';
import { exchange } from './exchange.ts';
import { type FolderRecord, readFolderRecord, writeFolderRecord } from './folder-record.ts';
import { manifestName } from './manifest.ts';
import { type Mark, markOf, stampOfPublished } from './mark.ts';
import { noSite, type OldSite } from './old-site.ts';
import { ancestorsOf, foldersOf } from './output-path.ts';
import { carryForeign, lateComers, putBy } from './put-by.ts';
import { removeTree } from './remove.ts';
import type { SiteFolder } from './site-folder.ts';
import { writeSiteRecord } from './site-record.ts';
import type { Staging } from './staging.ts';
import { leavesOf, type Survey, survey } from './survey.ts';
import { nativeSwap, type Swap } from './swap.ts';

/** A file of the new site: `written` into the staging folder, or one of the site that stands. */
export interface NewFile extends StandingFile {
  readonly written: boolean;
}

export interface NewSite {
  readonly staging: Staging;
  readonly files: ReadonlyMap<string, NewFile>;
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** The text of the manifest. */
  readonly manifest: string;
  readonly swap?: Swap | 'none' | undefined;
}

/**
 * Puts a new site in the place of the old one, and keeps the old tree as the spare where it can.
 * @returns Why not: files that somebody has put where the new site has some. Then nothing is done.
 */
export async function replaceSite(site: SiteFolder, next: NewSite): Promise<readonly Diagnostic[]> {
  const { path: outDir, state } = site;
  const old = site.old ?? noSite;
  const known = knownFolders(site, old);
  const lookedAt = BigInt(Date.now()) * 1_000_000n;
  const before = surveyOf(outDir, old, known);
  const foreign = leavesOf(outDir, before.foreign);
  const folders = foldersOf(next.files.keys());
  const blocked = blockedBy(foreign, next, folders);
  if (blocked.length > 0) return blocked;

  const tree = next.staging.folder;
  const brought = bringUp({
    tree,
    site: outDir,
    wanted: next.files,
    folders,
    known: next.staging.empty ? undefined : knownSpare(known, old, next),
  });
  const complete = brought.how !== 'separate-mount';
  if (complete) carryForeign(outDir, tree, foreign);
  writeNewFile(join(tree, manifestName), next.manifest);
  if (!(await site.lock.isHeld())) throw lostLock();
  const marks = marksOf(tree, folders, brought, foreign);
  const exchanged = await exchange({
    outDir,
    exists: site.exists,
    staging: tree,
    complete,
    journal: state.journal,
    write: next.written,
    remove: next.removed,
    swap: next.swap === 'none' ? undefined : (next.swap ?? (await nativeSwap())),
  });

  const manifest = stampOfPublished(join(outDir, manifestName));
  if (manifest === undefined) throw new Error('the manifest is not where it was written');
  const isShared = exchanged.whole && brought.how === 'linked';
  const record = {
    id: randomBytes(8).toString('hex'),
    manifest: { digest: digestOf(next.manifest), stamp: manifest },
    files: isShared ? next.files : asTheyStand(outDir, next.files),
  };
  writeSiteRecord(state.record, record);
  if (!exchanged.whole) {
    removeTree(tree);
    return [];
  }
  const folderRecord = { id: record.id, clock: timeOf(manifest), site: marks };
  const aside = exchanged.old;
  if (aside === undefined || markOf(aside) === undefined) {
    renewMarks(outDir, marks, ['']);
    writeFolderRecord(state.folders, { ...folderRecord, foreign: before.foreign });
    return [];
  }
  const after = surveyOf(aside, old, { ...before, site: before.marks, clock: lookedAt });
  const late = lateComers(aside, after, foreign);
  carryForeign(aside, outDir, late);
  renewMarks(outDir, marks, late.flatMap(ancestorsOf).concat(''));
  const found = { ...folderRecord, foreign: after.foreign };
  if (site.old === undefined || state.spare === undefined || !isShared) {
    removeTree(aside);
    writeFolderRecord(state.folders, found);
  } else {
    const spare = putBy(aside, state.spare, after);
    const differs = new Set([...next.written, ...next.removed]);
    writeFolderRecord(state.folders, { ...found, spare: { folders: spare, differs } });
  }
  return [];
}

/** What is recorded of the folders of this very publication. */
function knownFolders({ state }: SiteFolder, { id }: OldSite): FolderRecord | undefined {
  const record = id === undefined ? undefined : readFolderRecord(state.folders);
  return record?.id === id ? record : undefined;
}

function surveyOf(root: string, old: OldSite, known: Parameters<typeof survey>[3]): Survey {
  return survey(root, foldersOf(old.files.keys()), (path) => old.files.has(path), known);
}

/** Where the spare may differ from the site by now. */
function knownSpare(known: FolderRecord | undefined, old: OldSite, next: NewSite): KnownTree {
  const { folders, differs } = known?.spare ?? { folders: new Map(), differs: [] };
  const moved = [...next.files]
    .filter(([path, { stamp }]) => stamp !== old.files.get(path)?.stamp)
    .map(([path]) => path);
  return { folders, clock: known?.clock ?? 0n, differs: [...differs, ...next.removed, ...moved] };
}

/** Of the new tree's folders; what was made or opened on the way is looked at again. */
function marksOf(
  tree: string,
  folders: ReadonlySet<string>,
  { unchanged }: BroughtUp,
  foreign: ReadonlySet<string>,
): Map<string, Mark> {
  const marks = new Map(unchanged);
  const touched = new Set([...foreign].flatMap(ancestorsOf));
  renewMarks(
    tree,
    marks,
    [...folders].filter((folder) => !marks.has(folder) || touched.has(folder)),
  );
  return marks;
}

function renewMarks(root: string, marks: Map<string, Mark>, folders: Iterable<string>): void {
  for (const folder of folders) {
    const mark = markOf(join(root, folder));
    if (mark !== undefined) marks.set(folder, mark);
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
      { ...file, stamp: stampOfPublished(join(outDir, path)) ?? file.stamp },
    ]),
  );
}

function blockedBy(
  foreign: ReadonlySet<string>,
  { files }: NewSite,
  folders: ReadonlySet<string>,
): readonly Diagnostic[] {
  if (foreign.size === 0) return [];
  const foreignFolders = new Set([...foreign].flatMap(ancestorsOf));
  const isBlocked = (path: string) => foreign.has(path) || foreignFolders.has(path);
  if (![...files.keys(), ...folders].some(isBlocked)) return [];
  return [...files.keys()].flatMap((path) => {
    const blocking = foreign.has(path)
      ? path
      : foreignFolders.has(path)
        ? `${path}/`
        : ancestorsOf(path).find((ancestor) => foreign.has(ancestor));
    return blocking === undefined ? [] : [foreignInTheWay(path, blocking)];
  });
}

function foreignInTheWay(path: string, blocking: string): Diagnostic {
  return diagnostic({
    code: 'output-foreign',
    message: `\`${path}\` cannot be published: \`${blocking}\` is there, and Rutter has not made it`,
    hint: 'move it away; what is to be published as it is belongs into the public folder',
  });
}

function lostLock(): UserError {
  return new UserError([
    diagnostic({
      code: 'output-busy',
      message: 'another process has begun to publish this site: this one gave up',
      hint: 'run one build of a site at a time',
    }),
  ]);
}
