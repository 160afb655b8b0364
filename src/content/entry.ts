import { posix } from 'node:path';
import type { CollectionConfig, Config } from '../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { hasKey } from '../model/key-place.ts';
import type { Cascade, Entry, FrontMatter } from '../model/page.ts';
import type { SourceFile } from '../model/source.ts';
import { collectionOf, idsOf, outside } from './in-collection.ts';
import { type KeysConfig, type KnownKeys, knownKeysOf } from './known-keys.ts';
import { misplacedSettings } from './misplaced.ts';
import { parsePageDate } from './page-date.ts';
import { readSimpleFrontMatter, type SimpleFrontMatter } from './simple-front-matter.ts';

export interface EntryReading {
  readonly entry?: Entry;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads what URLs and navigation need of a page. A page with mistakes in its front matter is an entry
 * all the same, without the keys that are wrong. A page outside of every collection is none. The answer
 * is a promise where the front matter is not simple, or its collection has a schema of its own.
 * @param inherited What the page's folders give it, for that schema; see `inherit` for all else.
 */
export function readEntry(
  source: SourceFile,
  config: Pick<Config, 'root' | 'contentDir' | 'collections'> &
    Partial<Pick<Config, 'locales'>> &
    KeysConfig,
  inherited?: Cascade,
): EntryReading | Promise<EntryReading> {
  const ids = idsOf(source, config);
  const collection = collectionOf(ids.id, config.collections);
  if (collection === undefined) return { diagnostics: [outside(source, config)] };
  const known = knownKeysOf(config);
  const read =
    collection.schema === undefined ? readSimpleFrontMatter(source.text, known) : undefined;
  const isTold =
    read !== undefined &&
    collection.kind === 'runbook' &&
    misplacedSettings(read.frontmatter.extra).length > 0;
  const simple = isTold ? undefined : read;
  const finish = (found: FoundFrontMatter) => entryOf({ source, ids, collection }, found);
  return simple === undefined
    ? readWhole(source, collection, known, inherited).then(finish)
    : finish(simple);
}

interface FoundFrontMatter extends SimpleFrontMatter {
  readonly diagnostics?: readonly Diagnostic[];
  /** It could not be read. */
  readonly isBroken?: boolean;
}

async function readWhole(
  source: SourceFile,
  collection: CollectionConfig,
  known: KnownKeys,
  inherited: Cascade | undefined,
): Promise<FoundFrontMatter> {
  const { readWholeFrontMatter } = await import('./whole-front-matter.ts');
  return readWholeFrontMatter(source, collection, known, inherited?.written);
}

interface Whereabouts {
  readonly source: SourceFile;
  readonly ids: Pick<Entry, 'id' | 'sourceId'>;
  readonly collection: CollectionConfig;
}

function entryOf(
  { source, ids, collection }: Whereabouts,
  { frontmatter, bodyStart, keyPlaces, diagnostics = none, isBroken = false }: FoundFrontMatter,
): EntryReading {
  const entry: Entry = {
    source,
    ...ids,
    collection: collection.name,
    kind: collection.kind,
    frontmatter: collection.kind === 'post' ? dated(frontmatter, ids.id) : frontmatter,
    bodyStart,
    keyPlaces,
  };
  const missing = isBroken ? undefined : undated(entry);
  return { entry, diagnostics: missing === undefined ? diagnostics : [...diagnostics, missing] };
}

const none: readonly Diagnostic[] = [];

const datedName = /^(\d{4}-\d{2}-\d{2})[-_](.+)$/;

/** `2026-01-31-disk-full.md` gives a post its date and its slug, where the front matter does not. */
function dated(frontmatter: FrontMatter, id: string): FrontMatter {
  const [, day = '', rest = ''] = datedName.exec(posix.basename(id)) ?? [];
  const date = parsePageDate(day);
  if (date === undefined) return frontmatter;
  return {
    ...frontmatter,
    date: frontmatter.date ?? date,
    slug: frontmatter.slug ?? rest,
  };
}

function undated(entry: Entry): Diagnostic | undefined {
  const { date, draft } = entry.frontmatter;
  if (entry.kind !== 'post' || date !== undefined || draft || hasKey(entry, 'date')) {
    return undefined;
  }
  if (posix.basename(entry.id) === 'index') return undefined;
  return diagnosticAt(entry.source, undefined, {
    code: 'frontmatter-no-date',
    severity: 'warning',
    message: 'the post has no date',
    hint: 'add `date: 2026-01-31` to its front matter, or begin its file name with `2026-01-31-`',
  });
}
