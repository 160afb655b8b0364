import { posix, relative, sep } from 'node:path';
import type { CollectionConfig, Config } from '../model/config.ts';
import { type Diagnostic, diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { hasKey, type KeyPlaces, keyPlace } from '../model/key-place.ts';
import type { Entry, FrontMatter } from '../model/page.ts';
import type { SourceFile } from '../model/source.ts';
import { type RawFrontMatter, readFrontMatter } from './front-matter.ts';
import { parsePageDate } from './page-date.ts';
import { knownKeys } from './page-schema.ts';
import { type Validated, validate } from './validate.ts';

export interface EntryReading {
  readonly entry?: Entry;
  readonly diagnostics: readonly Diagnostic[];
}

export type EntryConfig = Pick<Config, 'root' | 'contentDir' | 'collections'>;

/**
 * Reads what URLs and navigation need of a page. A page with mistakes in its front matter is an entry
 * all the same, without the keys that are wrong. A page outside of every collection is none. Only where
 * the collection has a schema of its own, which may take its time, the answer is a promise.
 */
export function readEntry(
  source: SourceFile,
  config: EntryConfig,
): EntryReading | Promise<EntryReading> {
  const id = idOf(source, config);
  const collection = collectionOf(id, config.collections);
  if (collection === undefined) return { diagnostics: [outside(source, config)] };
  const raw = readFrontMatter(source);
  const finish = ({ frontmatter, diagnostics }: Validated): EntryReading => {
    const entry: Entry = {
      source,
      id,
      collection: collection.name,
      kind: collection.kind,
      frontmatter: collection.kind === 'post' ? dated(frontmatter, id) : frontmatter,
      bodyStart: raw.bodyStart,
      keyPlaces: keyPlaces(raw),
    };
    const all = [...raw.diagnostics, ...diagnostics, ...undated(entry, raw.diagnostics)];
    return { entry, diagnostics: all.length === 0 ? none : all };
  };
  const validated = validate({ source, raw, collection });
  return validated instanceof Promise ? validated.then(finish) : finish(validated);
}

const none: readonly Diagnostic[] = [];

/** What a page is called everywhere: its path below the content folder, without the ending. */
export function idOf(
  { path }: Pick<SourceFile, 'path'>,
  config: Pick<Config, 'root' | 'contentDir'>,
): string {
  const content = relative(config.root, config.contentDir).split(sep).join('/');
  return posix.relative(content, path).replace(/\.(md|markdown)$/i, '');
}

/** The collection with the longest folder that the page lies in. */
export function collectionOf(
  id: string,
  collections: readonly CollectionConfig[],
): CollectionConfig | undefined {
  let found: CollectionConfig | undefined;
  for (const one of collections) {
    if (one.folder !== '' && !id.startsWith(`${one.folder}/`)) continue;
    if (found === undefined || one.folder.length > found.folder.length) found = one;
  }
  return found;
}

/** What is told of a page that lies in no collection. */
export function outside(
  { path }: Pick<SourceFile, 'path'>,
  config: Pick<Config, 'collections'>,
): Diagnostic {
  const folders = config.collections.map(({ folder }) => `\`${folder}/\``).join(', ');
  const found = diagnostic({
    code: 'content-no-collection',
    severity: 'warning',
    message: 'the page lies in the folder of no collection and is left out',
    hint: `move it to ${folders || 'a folder of a collection'}, or add a collection`,
  });
  return { ...found, file: path };
}

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

function undated(entry: Entry, broken: readonly Diagnostic[]): Diagnostic[] {
  const { date, draft } = entry.frontmatter;
  const index = posix.basename(entry.id) === 'index';
  if (entry.kind !== 'post' || date !== undefined || draft || index) return [];
  if (broken.length > 0 || hasKey(entry, 'date')) return [];
  return [
    diagnosticAt(entry.source, undefined, {
      code: 'frontmatter-no-date',
      severity: 'warning',
      message: 'the post has no date',
      hint: 'add `date: 2026-01-31` to its front matter, or begin its file name with `2026-01-31-`',
    }),
  ];
}

function keyPlaces({ data, rangeOf }: RawFrontMatter): KeyPlaces {
  const places: Record<string, number> = {};
  for (const key of knownKeys) {
    const range = Object.hasOwn(data, key) ? rangeOf([key]) : undefined;
    if (range !== undefined) places[key] = keyPlace(range.start, range.end);
  }
  return places;
}
