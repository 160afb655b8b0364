import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Entry } from '../model/page.ts';
import { isYoung, type Stamp } from '../model/stamp.ts';
import { collectionOf, type EntryReading, idOf, outside, readEntry } from './entry.ts';
import { fileSource } from './file-source.ts';
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

type EntriesConfig = Pick<Config, 'root' | 'contentDir' | 'collections'>;

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
  for (const ref of sources) {
    const collection = collectionOf(idOf(ref, config), config.collections);
    if (collection === undefined) {
      entries.set(ref.path, undefined);
      told.push(outside(ref, config));
      continue;
    }
    const before = collection.schema === undefined ? known(ref.path) : undefined;
    const reading = isSame(before, ref) ? before : read(ref, config, { before, readAt });
    // A site of thousands of pages has no time to wait for what is there.
    const now = reading instanceof Promise ? await reading : reading;
    if ('problem' in now) unread.push(now.problem);
    else {
      entries.set(ref.path, now);
      told.push(...now.diagnostics);
    }
  }
  return { entries, diagnostics: [...unread, ...told] };
}

function isSame(known: KnownEntry | undefined, { stamp }: SourceRef): known is KnownEntry {
  return known?.stamp === stamp && !isYoung(known.stamp, known.readAt);
}

type Outcome = KnownEntry | { readonly problem: Diagnostic };

function read(
  ref: SourceRef,
  config: EntriesConfig,
  { before, readAt }: { readonly before: KnownEntry | undefined; readonly readAt: number },
): Outcome | Promise<Outcome> {
  const bytes = readSource(ref);
  if ('problem' in bytes) return bytes;
  const { stamp, path } = ref;
  if (before?.entry.source.digest === bytes.digest) return { ...before, stamp, readAt };
  const source = fileSource({ root: config.root, path, ...bytes });
  const finish = ({ entry, diagnostics }: EntryReading): Outcome => {
    if (entry === undefined) throw new Error(`${path} is in no collection`);
    return { stamp, readAt, entry, diagnostics };
  };
  const found = readEntry(source, config);
  return found instanceof Promise ? found.then(finish) : finish(found);
}
