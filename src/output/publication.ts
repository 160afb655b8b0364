import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Manifest } from '../model/output.ts';
import { digestOf } from '../model/source.ts';
import type { Stamp } from '../model/stamp.ts';
import { isYoung, timeOf } from './age.ts';
import { bootOfSystem } from './boot.ts';
import { readStanding, type StandingFile } from './contents.ts';
import { diagnosticsOf } from './file-error.ts';
import { type ManifestEntry, manifestOf, manifestText } from './manifest.ts';
import { stampOfPublished } from './mark.ts';
import { noSite, type OldFile, type OldSite } from './old-site.ts';
import { checkFiles } from './path-check.ts';
import { replaceSite } from './replace-site.ts';
import { openSite, type SiteFolder, type SiteFolderOptions } from './site-folder.ts';
import { writeSiteRecord } from './site-record.ts';
import { beginStaging, endStaging, type Staging } from './staging.ts';
import type { Swap } from './swap.ts';
import type { WriteTarget, Written } from './writer.ts';

export interface PublicationOptions extends SiteFolderOptions {
  /** How folders are exchanged; the system's own way unless given. `'none'`: there is no such way. */
  readonly swap?: Swap | 'none' | undefined;
}

export interface Published {
  /** False: nothing was published, and the old site stands as it was. */
  readonly ok: boolean;
  /** What stands in the output folder now; absent where no site of ours does. */
  readonly manifest?: Manifest | undefined;
  /** Paths that are new or have other bytes. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A site that is about to be published: its files are kept or written one by one, and become what
 * stands in the output folder all at once. Whoever has it has the lock.
 */
export interface Publication extends AsyncDisposable {
  /**
   * A file of the last publication that stands as it was written; one whose stamp is another is
   * read and compared by its digest. Who keeps it compares the digest with that of the file it would
   * write: the last publication may be another than the one it remembers.
   */
  standing(path: string): ManifestEntry | undefined;
  /** The file belongs to the new site as it is. @throws when it does not stand. */
  keep(path: string): void;
  /** Real path of the site that stands; undefined where none of ours does. */
  readonly site: string | undefined;
  /** What the last publication was. */
  old(): Manifest | undefined;
  /** Where writers write, in any thread; there is no such folder before this is asked for. */
  readonly target: WriteTarget;
  add(path: string, written: Written): void;
  /**
   * Kept and added files, and no others, become the site. A reader, or a kill at any moment, finds
   * the old one or the new one. Where nothing has changed, nothing is touched. What Rutter has not made
   * is carried over. What is wrong with the folder or the files is in `diagnostics`.
   */
  publish(): Promise<Published>;
}

export const nothingPublished = { ok: false, written: [], removed: [], unchanged: 0 } as const;

/**
 * Takes the lock, and completes or clears up what a killed build has left.
 * @throws UserError when the folder is not one that Rutter may write, or another build is at it.
 */
export async function openPublication(options: PublicationOptions): Promise<Publication> {
  return createPublication(await openSite(options), options);
}

function createPublication(site: SiteFolder, options: PublicationOptions): Publication {
  const old = site.old ?? noSite;
  const stood = new Map<string, StandingFile>();
  const files = new Map<string, StandingFile>();
  const written = new Set<string>();
  let staging: Staging | undefined;

  function standing(path: string): StandingFile | undefined {
    const known = stood.get(path);
    if (known !== undefined) return known;
    const found = standingFile(site.path, path, old);
    if (found !== undefined) stood.set(path, found);
    return found;
  }

  function begin(): Staging {
    staging ??= beginStaging(site.state, site.lock.token);
    return staging;
  }

  const standsAt = site.old === undefined ? undefined : site.path;
  return {
    site: standsAt,
    old: () => site.old && manifestOf(site.old.files),
    standing,
    keep(path) {
      const file = standing(path);
      if (file === undefined) throw new Error(`${path} does not stand and cannot be kept`);
      files.set(path, file);
    },
    get target() {
      const { folder, empty } = begin();
      return { outDir: site.path, staging: folder, compare: standsAt !== undefined, empty };
    },
    add(path, { digest, bytes, stamp, same }) {
      files.set(path, { digest, bytes, stamp });
      if (!same) written.add(path);
    },
    async publish() {
      try {
        const published = await publishFiles(site, { files, written, begin, swap: options.swap });
        return published.ok ? published : { ...published, manifest: this.old() };
      } catch (error) {
        return { ...nothingPublished, diagnostics: diagnosticsOf(error, options.outDir) };
      }
    },
    async [Symbol.asyncDispose]() {
      try {
        // What was begun in place is completed from there, once there is room for it.
        const isBegun = existsSync(site.state.journal);
        if (staging !== undefined && !isBegun) endStaging(site.state, staging);
      } finally {
        await site.lock.release();
      }
    },
  };
}

interface Planned {
  readonly files: ReadonlyMap<string, StandingFile>;
  readonly written: ReadonlySet<string>;
  begin(): Staging;
  readonly swap: PublicationOptions['swap'];
}

async function publishFiles(site: SiteFolder, planned: Planned): Promise<Published> {
  const { files, written, begin, swap } = planned;
  const old = site.old ?? noSite;
  const removed = [...old.files.keys()].filter((path) => !files.has(path));
  const rest = {
    ok: true,
    written: [...written],
    removed,
    unchanged: files.size - written.size,
    diagnostics: [],
  };
  if (written.size === 0 && removed.length === 0 && isAllAsBefore(old, files)) {
    remember(site, old, files);
    return { ...rest, manifest: manifestOf(files) };
  }
  const isNew = [...files.keys()].some((path) => !old.files.has(path));
  const problems = isNew ? pathErrors(files.keys()) : [];
  if (problems.length > 0) return { ...nothingPublished, diagnostics: problems };
  const manifest = manifestOf(files);
  const text = manifestText(manifest);
  if (written.size === 0 && removed.length === 0 && old.manifest?.digest === digestOf(text)) {
    remember(site, old, files);
  } else {
    const blocked = await replaceSite(site, {
      staging: begin(),
      files,
      written,
      removed,
      manifest: text,
      swap,
    });
    if (blocked.length > 0) return { ...nothingPublished, diagnostics: blocked };
  }
  return { ...rest, manifest };
}

/** Told by the record, where there is one: no need to make the text of the manifest. */
function isAllAsBefore(old: OldSite, files: ReadonlyMap<string, StandingFile>): boolean {
  return (
    old.id !== undefined &&
    old.manifest !== undefined &&
    old.files.size === files.size &&
    [...files].every(([path, { digest }]) => old.files.get(path)?.digest === digest)
  );
}

/** Warnings are for those who know where the files come from. */
function pathErrors(paths: Iterable<string>): readonly Diagnostic[] {
  return checkFiles([...paths].map((path) => ({ path }))).filter(
    ({ severity }) => severity === 'error',
  );
}

/** Nothing was published; what was learned on the way about files that were touched is kept. */
function remember(
  { state }: SiteFolder,
  old: OldSite,
  files: ReadonlyMap<string, StandingFile>,
): void {
  const isKnown =
    old.id !== undefined &&
    [...files].every(([path, { stamp }]) => stamp === old.files.get(path)?.stamp);
  if (isKnown || old.manifest === undefined) return;
  const id = randomBytes(8).toString('hex');
  writeSiteRecord(state.record, { id, boot: bootOfSystem(), manifest: old.manifest, files });
}

/** A file whose stamp says nothing for certain is read. */
function standingFile(outDir: string, path: string, old: OldSite): StandingFile | undefined {
  const known = old.files.get(path);
  if (known === undefined) return undefined;
  const file = `${outDir}/${path}`;
  const stamp = stampOfPublished(file);
  if (stamp === undefined) return undefined;
  if (isStamped(known, stamp) && old.clock !== undefined && !isYoung(timeOf(stamp), old.clock)) {
    return known;
  }
  if (!stamp.startsWith(`${known.bytes}:`)) return undefined;
  const found = readStanding(file);
  return found?.digest === known.digest ? found : undefined;
}

function isStamped(file: OldFile, stamp: Stamp): file is StandingFile {
  return file.stamp === stamp;
}
