import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { emptyFrontMatter } from '../model/empty-front-matter.ts';
import { isJson } from '../model/is-json.ts';
import type { KeyPlaces } from '../model/key-place.ts';
import type { FrontMatter } from '../model/page.ts';
import type { Stamp } from '../model/stamp.ts';
import type { KnownEntry } from './entries.ts';
import { fileSource } from './file-source.ts';
import { collectionOf, idsOf } from './in-collection.ts';
import { gatherTerms, type KeysConfig, type KnownKeys, knownKeysOf } from './known-keys.ts';

/** What is written down of an entry: short, as a site has one for every page. */
type EntryRecord = readonly [
  path: string,
  stamp: Stamp,
  readAt: number,
  digest: string,
  collection: string,
  bodyStart: number,
  keyPlaces: KeyPlaces,
  /** What differs from front matter without any key. */
  frontmatter: Partial<FrontMatter>,
  ...diagnostics: readonly Diagnostic[],
];

/** JSON-safe. Undefined for an entry that would come back as another, as a schema may put anything into it. */
export function toRecord({ stamp, readAt, entry, diagnostics }: KnownEntry): unknown {
  const { source, collection, bodyStart, keyPlaces, frontmatter } = entry;
  const { extra, cascade } = frontmatter;
  if (!isJson(extra) || !isJson(cascade?.written ?? null)) return undefined;
  const record: EntryRecord = [
    source.path,
    stamp,
    readAt,
    source.digest,
    collection,
    bodyStart,
    keyPlaces,
    written(frontmatter),
    ...diagnostics,
  ];
  return record;
}

/**
 * What `toRecord` has made, whole and unchanged. Undefined for a page that the configuration now puts
 * elsewhere, or that has to be read anew each time.
 */
export function fromRecord(
  value: unknown,
  config: Pick<Config, 'root' | 'contentDir' | 'collections'> &
    Partial<Pick<Config, 'locales'>> &
    KeysConfig,
): KnownEntry | undefined {
  const [path, stamp, readAt, digest, name, bodyStart, keyPlaces, frontmatter, ...diagnostics] =
    value as EntryRecord;
  const ids = idsOf({ path }, config);
  const collection = collectionOf(ids.id, config.collections);
  if (collection?.name !== name || collection.schema !== undefined) return undefined;
  const source = fileSource({ root: config.root, path, digest });
  return {
    stamp,
    readAt,
    entry: {
      source,
      ...ids,
      collection: collection.name,
      kind: collection.kind,
      frontmatter: readBack(frontmatter, knownKeysOf(config)),
      bodyStart,
      keyPlaces,
    },
    diagnostics,
  };
}

/** `terms` without those of `tags`, which are the tags. */
function written(frontmatter: FrontMatter): Partial<FrontMatter> {
  const { tags: _, ...terms } = frontmatter.terms;
  const noTerms = Object.keys(terms).length === 0;
  const short = { ...frontmatter, terms: noTerms ? emptyFrontMatter.terms : terms };
  return Object.fromEntries(
    Object.entries(short).filter(
      ([key, value]) => value !== emptyFrontMatter[key as keyof FrontMatter],
    ),
  );
}

function readBack(record: Partial<FrontMatter>, known: KnownKeys): FrontMatter {
  const frontmatter = { ...emptyFrontMatter, ...record };
  const terms = gatherTerms(known, (name) =>
    name === 'tags' ? frontmatter.tags : (frontmatter.terms[name] ?? []),
  );
  return { ...frontmatter, terms };
}
