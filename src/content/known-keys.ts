import { emptyFrontMatter } from '../model/empty-front-matter.ts';
import { frontMatterKeys, isFrontMatterKey } from '../model/front-matter-keys.ts';
import { editDistance, nearest } from '../model/nearest.ts';
import type { FrontMatter } from '../model/page.ts';

/** The keys of front matter that mean something on one site. */
export interface KnownKeys {
  readonly all: readonly string[];
  /** Those whose values are terms of a taxonomy, beside `tags`. */
  readonly taxonomies: readonly string[];
  /** Whether `tags` is a taxonomy. */
  readonly hasTags: boolean;
  has(key: string): boolean;
  /** The known key that an unknown one differs from by a slip of the hand. */
  meant(key: string): string | undefined;
}

/** What the keys depend on of the configuration. */
export interface KeysConfig {
  readonly taxonomies?: Readonly<Record<string, unknown>> | undefined;
}

const byTaxonomies = new WeakMap<object, KnownKeys>();
const onlyTags = { tags: {} };

/** The keys that are known under a configuration; one object for each `taxonomies`. */
export function knownKeysOf({ taxonomies = onlyTags }: KeysConfig): KnownKeys {
  let known = byTaxonomies.get(taxonomies);
  if (known === undefined) {
    known = keysWith(taxonomies);
    byTaxonomies.set(taxonomies, known);
  }
  return known;
}

const mostRemembered = 1000;

/** What other generators call our keys, where a site would hardly mean something else by it. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ['lastmod', 'updated'],
  ['lastUpdated', 'updated'],
  ['last_modified_at', 'updated'],
  ['pubDate', 'publishDate'],
  ['linkTitle', 'sidebarLabel'],
  ['sidebar_position', 'order'],
  ['nav_order', 'order'],
  ['hide_table_of_contents', 'toc'],
  ['tableOfContents', 'toc'],
  ['redirect_from', 'aliases'],
]);

function keysWith(all: Readonly<Record<string, unknown>>): KnownKeys {
  const taxonomies = Object.keys(all).filter(
    (name) => !isFrontMatterKey(name) && all[name] !== false,
  );
  return keysBeside(taxonomies, Object.hasOwn(all, 'tags') && all.tags !== false);
}

function keysBeside(taxonomies: readonly string[], hasTags: boolean): KnownKeys {
  const known = new Set<string>([...frontMatterKeys, ...taxonomies]);
  const all = [...known];
  // Few unknown keys differ on a site of thousands of pages.
  const meant = new Map<string, string | undefined>();
  return {
    all,
    taxonomies,
    hasTags,
    has: (key) => known.has(key),
    meant(key) {
      if (meant.has(key)) return meant.get(key);
      const guess = nearest(key, all);
      const slip = guess !== undefined && isSlip(key, guess) ? guess : undefined;
      const answer = slip ?? elsewhere.get(key);
      if (meant.size < mostRemembered) meant.set(key, answer);
      return answer;
    },
  };
}

/** The terms of a page in each taxonomy of the site that it has any in. */
export function gatherTerms(
  { hasTags, taxonomies }: KnownKeys,
  termsIn: (name: string) => readonly string[],
): FrontMatter['terms'] {
  let terms: Record<string, readonly string[]> | undefined;
  for (const name of hasTags ? ['tags', ...taxonomies] : taxonomies) {
    const found = termsIn(name);
    if (found.length === 0) continue;
    terms ??= {};
    terms[name] = found;
  }
  return terms ?? emptyFrontMatter.terms;
}

/** Short words are near to many others that are meant: of these only a letter more or less counts. */
function isSlip(key: string, guess: string): boolean {
  const [a, b] = [key.toLowerCase(), guess.toLowerCase()];
  const shorter = Math.min(a.length, b.length);
  if (shorter <= 3) return a.startsWith(b) || b.startsWith(a);
  return editDistance(a, b) <= (shorter <= 4 ? 1 : 2);
}
