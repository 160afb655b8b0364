import { join } from 'node:path';
import { type Diagnostic, diagnostic, UserError } from '../model/diagnostic.ts';
import { type BroughtUp, bringUp, type KnownTree } from './bring-up.ts';
import { type StandingFile, writeNewFile } from './contents.ts';
import { exchange } from './exchange.ts';
import { type FolderRecord, readFolderRecord } from './folder-record.ts';
import { manifestName } from './manifest.ts';
import { type Mark, markOf } from './mark.ts';
import { noSite, type OldSite } from './old-site.ts';
import { ancestorsOf, foldersOf } from './output-path.ts';
import { carryForeign, lateComers } from './put-by.ts';
import { settle } from './settle.ts';
import type { SiteFolder } from './site-folder.ts';
import type { Staging } from './staging.ts';
import { type KnownSurvey, leavesOf, type Survey, survey } from './survey.ts';
import { nativeSwap, type Swap } from './swap.ts';

export interface NewSite {
  readonly staging: Staging;
  readonly files: ReadonlyMap<string, StandingFile>;
  /** Those that writers have put into the staging folder; the others are as the site has them. */
  readonly written: ReadonlySet<string>;
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
  const clock = Date.now();
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
    written: next.written,
    folders,
    known: next.staging.empty ? undefined : knownSpare(known, old, next),
  });
  const complete = brought.how !== 'separate-mount';
  if (complete) carryForeign(outDir, tree, foreign);
  writeNewFile(join(tree, manifestName), next.manifest);
  const marks = marksOf(tree, folders, brought, foreign);
  if (!(await site.lock.isHeld())) throw lostLock();
  const exchanged = await exchange({
    outDir,
    exists: site.exists,
    staging: tree,
    complete,
    journal: state.journal,
    write: [...next.written],
    remove: next.removed,
    swap: next.swap === 'none' ? undefined : (next.swap ?? (await nativeSwap())),
  });

  const { old: aside } = exchanged;
  let after: Survey | undefined;
  if (aside !== undefined && markOf(aside) !== undefined) {
    after = surveyOf(aside, old, { site: before.marks, foreign: before.foreign, clock });
    const late = lateComers(aside, after, foreign);
    carryForeign(aside, outDir, late);
    renewMarks(outDir, marks, late.flatMap(ancestorsOf));
  }
  forgiving(() =>
    settle(site, {
      files: next.files,
      changed: new Set([...next.written, ...next.removed]),
      manifest: next.manifest,
      staging: tree,
      exchanged,
      linked: brought.how === 'linked',
      marks,
      foreign: [...new Set([...before.foreign, ...(after?.foreign ?? [])])],
      old: after,
    }),
  );
  return [];
}

/** The site is published: what fails now costs the next build some time, and nothing else. */
function forgiving(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
  }
}

/** What is recorded of the folders of this very publication. */
function knownFolders({ state }: SiteFolder, { id }: OldSite): FolderRecord | undefined {
  const record = id === undefined ? undefined : readFolderRecord(state.folders);
  return record?.id === id ? record : undefined;
}

function surveyOf(root: string, old: OldSite, known: KnownSurvey | undefined): Survey {
  return survey(root, foldersOf(old.files.keys()), (path) => old.files.has(path), known);
}

/** Where the spare may differ from the site by now. */
function knownSpare(known: FolderRecord | undefined, old: OldSite, next: NewSite): KnownTree {
  const { folders, differs } = known?.spare ?? { folders: new Map(), differs: [] };
  const moved = [...next.files]
    .filter(([path, { stamp }]) => stamp !== old.files.get(path)?.stamp)
    .map(([path]) => path);
  return { folders, clock: known?.clock ?? 0, differs: [...differs, ...next.removed, ...moved] };
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
    const mark = markOf(`${root}/${folder}`);
    if (mark !== undefined) marks.set(folder, mark);
  }
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
