import { posix, relative, sep } from 'node:path';
import type { CollectionConfig, Config } from '../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import type { Entry, FrontMatter } from '../model/page.ts';
import type { SourceFile, Span } from '../model/source.ts';
import { readFrontMatter } from './front-matter.ts';
import { parsePageDate } from './page-date.ts';
import { validate } from './validate.ts';

/**
 * Reads what URLs and navigation need of a page. A page with mistakes in its front matter is an entry
 * all the same, without the keys that are wrong. A page outside of every collection is none.
 */
export async function readEntry(
  source: SourceFile,
  config: Pick<Config, 'root' | 'contentDir' | 'collections'>,
): Promise<{ readonly entry?: Entry; readonly diagnostics: readonly Diagnostic[] }> {
  const id = idOf(source, config);
  const collection = collectionOf(id, config.collections);
  if (collection === undefined) return { diagnostics: [outside(source, config)] };
  const raw = readFrontMatter(source);
  const { frontmatter, diagnostics } = await validate({ source, raw, collection });
  const entry: Entry = {
    source,
    id,
    collection: collection.name,
    kind: collection.kind,
    frontmatter: collection.kind === 'post' ? dated(frontmatter, id) : frontmatter,
    bodyStart: raw.bodyStart,
    keySpans: keySpans(Object.keys(raw.data), raw.locate),
  };
  return {
    entry,
    diagnostics: [...raw.diagnostics, ...diagnostics, ...undated(entry, raw.diagnostics)],
  };
}

/** What a page is called everywhere: its path below the content folder, without the ending. */
export function idOf(source: SourceFile, config: Pick<Config, 'root' | 'contentDir'>): string {
  const content = relative(config.root, config.contentDir).split(sep).join('/');
  return posix.relative(content, source.path).replace(/\.(md|markdown)$/i, '');
}

/** The collection with the longest folder that the page lies in. */
function collectionOf(
  id: string,
  collections: readonly CollectionConfig[],
): CollectionConfig | undefined {
  return collections
    .filter(({ folder }) => folder === '' || id.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

function outside(source: SourceFile, config: Pick<Config, 'collections'>): Diagnostic {
  const folders = config.collections.map(({ folder }) => `\`${folder}/\``).join(', ');
  return diagnosticAt(source, undefined, {
    code: 'content-no-collection',
    severity: 'warning',
    message: 'the page lies in the folder of no collection and is left out',
    hint: `move it to ${folders || 'a folder of a collection'}, or add a collection`,
  });
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
  if (broken.length > 0 || entry.keySpans.date !== undefined) return [];
  return [
    diagnosticAt(entry.source, undefined, {
      code: 'frontmatter-no-date',
      severity: 'warning',
      message: 'the post has no date',
      hint: 'add `date: 2026-01-31` to its front matter, or begin its file name with `2026-01-31-`',
    }),
  ];
}

function keySpans(
  keys: readonly string[],
  locate: (path: readonly PropertyKey[]) => Span | undefined,
): Readonly<Record<string, Span>> {
  const spans: Record<string, Span> = Object.create(null);
  for (const key of keys) {
    const span = locate([key]);
    if (span !== undefined) spans[key] = span;
  }
  return spans;
}
