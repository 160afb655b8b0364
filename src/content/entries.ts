import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Entry } from '../model/page.ts';
import { isYoung, type Stamp } from '../model/stamp.ts';
import type { EntryReading } from './entry.ts';
import { fileSource } from './file-source.ts';
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
  readonly diagnostics: readonly Diagnostic[];
}

type EntriesConfig = Pick<Config, 'root' | 'contentDir' | 'collections'> &
  KeysConfig & { readonly markdown?: Pick<Config['markdown'], 'limits'> };

/**
 * Entries of files. What is known of a file stands while its stamp is the same; where only its bytes
 * are, it gets the new stamp. Every other file is read. Pages of a collection with a schema of its own
 * are always read: nobody can tell what a function looks at.
 *
 * What is known must come from the same configuration and the same version of Rutter.
 */
export async function readEntries(
  sources: readonly SourceRef[],
  config: EntriesConfig,
  known: (path: string) => KnownEntry | undefined = () => undefined,
): Promise<ReadEntries> {
  const readAt = Date.now();
  const entries = new Map<string, KnownEntry | undefined>();
  const unread: Diagnostic[] = [];
  const told: Diagnostic[] = [];
  const parse = entryParser(config);
  for (const ref of sources) {
    const { path, stamp } = ref;
    const collection = collectionOf(idOf(ref, config), config.collections);
    if (collection === undefined) {
      entries.set(path, undefined);
      told.push(outside(ref, config));
      continue;
    }
    const before = collection.schema === undefined ? known(path) : undefined;
    let now = isSame(before, ref) ? before : undefined;
    if (now === undefined) {
      const read = readSource(ref, config.markdown?.limits.pageBytes);
      if ('problem' in read) {
        unread.push(read.problem);
        continue;
      }
      if (before?.entry.source.digest === read.digest) now = { ...before, stamp, readAt };
      else {
        const parsed = parse(ref, read);
        // Thousands of pages have no time to wait for what is there.
        const { entry, diagnostics } = parsed instanceof Promise ? await parsed : parsed;
        now = { stamp, readAt, entry, diagnostics };
      }
    }
    entries.set(path, now);
    told.push(...now.diagnostics);
  }
  return { entries, diagnostics: [...unread, ...told] };
}

type Parsed = Pick<KnownEntry, 'entry' | 'diagnostics'>;
type Parse = (ref: SourceRef, read: { text: string; digest: string }) => Parsed | Promise<Parsed>;

/** Front matter's reader is loaded when there is something to be read. */
function entryParser(config: EntriesConfig): Parse {
  let readEntry: ReadEntry | undefined;
  const parse: Parse = (ref, read) => {
    if (readEntry === undefined) {
      return import('./entry.ts').then((room) => {
        readEntry = room.readEntry;
        return parse(ref, read);
      });
    }
    const reading = readEntry(fileSource({ root: config.root, path: ref.path, ...read }), config);
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
