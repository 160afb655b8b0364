import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { FolderMetas } from '../model/folder.ts';
import type { Cascade, Entry } from '../model/page.ts';
import { isYoung, type Stamp } from '../model/stamp.ts';
import { inherit } from './cascade.ts';
import type { EntryReading } from './entry.ts';
import { fileSource } from './file-source.ts';
import { type Folders, isIndex, readFolders } from './folders.ts';
import { collectionOf, idOf, outside } from './in-collection.ts';
import type { KeysConfig } from './known-keys.ts';
import { readSource } from './read-source.ts';
import type { SourceRef } from './source-ref.ts';

/** An entry, and what has to be known to tell later whether it still is that of its file. */
export interface KnownEntry {
  readonly stamp: Stamp;
  /** When the file was read, or a moment before; in milliseconds since 1970. */
  readonly readAt: number;
  readonly entry: Entry;
  /** Of its front matter. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReadEntries {
  /** By the paths of the sources, in their order; undefined for a page that is no entry. */
  readonly entries: ReadonlyMap<string, KnownEntry | undefined>;
  /** All entries in that order, with what their folders give them. */
  readonly pages: readonly Entry[];
  readonly folders: FolderMetas;
  readonly diagnostics: readonly Diagnostic[];
}

type EntriesConfig = Pick<Config, 'root' | 'contentDir' | 'collections'> &
  Partial<Pick<Config, 'locales'>> &
  KeysConfig & { readonly markdown?: Pick<Config['markdown'], 'limits'> };

/**
 * Entries of files. What is known of a file stands while its stamp is the same; where only its bytes
 * are, it gets the new stamp. Every other file is read. Pages of a collection with a schema of its own
 * are always read: nobody can tell what a function looks at.
 *
 * What is known must come from the same configuration and the same version of Rutter.
 * @param assets Absolute paths of the other files of the content folder: what folders say is in them.
 */
export async function readEntries(
  sources: readonly SourceRef[],
  config: EntriesConfig,
  known: (path: string) => KnownEntry | undefined = () => undefined,
  assets: readonly string[] = [],
): Promise<ReadEntries> {
  const readAt = Date.now();
  const folders = await readFolders(assets, config);
  const found = new Map<string, Found>();
  const parse = entryParser(config);
  for (const ref of indexesFirst(sources)) {
    const { path, stamp } = ref;
    const id = idOf(ref, config);
    const collection = collectionOf(id, config.collections);
    if (collection === undefined) {
      found.set(path, { told: [outside(ref, config)] });
      continue;
    }
    const before = collection.schema === undefined ? known(path) : undefined;
    let now = isSame(before, ref) ? before : undefined;
    if (now === undefined) {
      const read = readSource(ref, config.markdown?.limits.pageBytes);
      if ('problem' in read) {
        found.set(path, { unread: read.problem, told: [] });
        continue;
      }
      if (before?.entry.source.digest === read.digest) now = { ...before, stamp, readAt };
      else {
        const parsed = parse(ref, read, folders.inheritedBy(id));
        // Thousands of pages have no time to wait for what is there.
        const { entry, diagnostics } = parsed instanceof Promise ? await parsed : parsed;
        now = { stamp, readAt, entry, diagnostics };
      }
    }
    if (now.entry.frontmatter.cascade !== undefined && isIndex(path)) folders.add(now.entry);
    found.set(path, { known: now, told: now.diagnostics });
  }
  return together(sources, found, folders);
}

/** What came of one file. */
interface Found {
  readonly known?: KnownEntry;
  readonly unread?: Diagnostic;
  readonly told: readonly Diagnostic[];
}

function together(
  sources: readonly SourceRef[],
  found: ReadonlyMap<string, Found>,
  folders: Folders,
): ReadEntries {
  const entries = new Map<string, KnownEntry | undefined>();
  const pages = new Map<string, Entry>();
  const unread: Diagnostic[] = [];
  const told: Diagnostic[] = [];
  for (const { path } of sources) {
    const one = found.get(path);
    if (one?.unread !== undefined) unread.push(one.unread);
    if (one === undefined || one.unread !== undefined) continue;
    const entry = one.known?.entry;
    const other = entry && pages.get(entry.id);
    if (other !== undefined) {
      entries.set(path, undefined);
      told.push(twice(path, other.source.path));
      continue;
    }
    entries.set(path, one.known);
    told.push(...one.told);
    if (entry !== undefined) pages.set(entry.id, inherit(entry, folders.inheritedBy(entry.id)));
  }
  return {
    entries,
    pages: [...pages.values()],
    folders: folders.metas,
    diagnostics: [...unread, ...folders.diagnostics, ...folders.checkItems(pages.keys()), ...told],
  };
}

function twice(path: string, other: string): Diagnostic {
  const found = diagnostic({
    code: 'content-twice',
    message: `the file is the same page as \`${other}\``,
    hint: 'keep one of them',
  });
  return { ...found, file: path };
}

/** The pages of folders before all others, those of the folders above before those below. */
function indexesFirst(sources: readonly SourceRef[]): readonly SourceRef[] {
  const indexes: SourceRef[] = [];
  const others: SourceRef[] = [];
  for (const ref of sources) (isIndex(ref.path) ? indexes : others).push(ref);
  const depth = ({ path }: SourceRef): number => path.split('/').length;
  return [...indexes.sort((a, b) => depth(a) - depth(b)), ...others];
}

type Parsed = Pick<KnownEntry, 'entry' | 'diagnostics'>;
type Parse = (
  ref: SourceRef,
  read: { readonly text: string; readonly digest: string },
  inherited: Cascade | undefined,
) => Parsed | Promise<Parsed>;

/** Front matter's reader is loaded when there is something to be read. */
function entryParser(config: EntriesConfig): Parse {
  let readEntry: ReadEntry | undefined;
  const parse: Parse = (ref, read, inherited) => {
    if (readEntry === undefined) {
      return import('./entry.ts').then((room) => {
        readEntry = room.readEntry;
        return parse(ref, read, inherited);
      });
    }
    const source = fileSource({ root: config.root, path: ref.path, ...read });
    const reading = readEntry(source, config, inherited);
    return reading instanceof Promise ? reading.then(parsed) : parsed(reading);
  };
  return parse;
}

type ReadEntry = typeof import('./entry.ts').readEntry;

function parsed({ entry, diagnostics }: EntryReading): Parsed {
  if (entry === undefined) throw new Error('a page of a collection is no entry');
  return { entry, diagnostics };
}

function isSame(known: KnownEntry | undefined, { stamp }: SourceRef): known is KnownEntry {
  return known?.stamp === stamp && !isYoung(known.stamp, known.readAt);
}
