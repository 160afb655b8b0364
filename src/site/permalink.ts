import type { CollectionConfig } from '../model/config.ts';
import { hasKey } from '../model/key-place.ts';
import type { Entry } from '../model/page.ts';
import { pathInCollection } from './collection-of.ts';
import { slugOf } from './slug.ts';

/** What stands for itself in a permalink, and what each stands for. */
export const permalinkTokens = {
  slug: 'the `slug` of the front matter, or the file name as a slug',
  path: 'the folders below the collection and the slug',
  title: 'the `title` of the front matter as a slug, or the slug',
  filename: 'the file name without its ending, as it is',
  collection: 'the name of the collection',
  year: 'the year of the date, four digits',
  month: 'the month of the date, two digits',
  day: 'the day of the date, two digits',
} as const;

type Token = keyof typeof permalinkTokens;

export interface PermalinkProblem {
  readonly code: 'permalink-token' | 'permalink-invalid';
  readonly message: string;
  readonly hint: string;
  /** The key of the front matter it is about. */
  readonly key: 'permalink' | 'slug' | 'date';
}

export type Permalink =
  /** Below the base, decoded: `posts/hello/` or `old/page.html`. */
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly problem: PermalinkProblem };

/** Fills in the tokens of a pattern and checks that what comes out can be a path of the site. */
export function expandPermalink(
  pattern: string,
  entry: Entry,
  collection: CollectionConfig,
): Permalink {
  const slug = writtenSlug(entry);
  const badSlug = slug === undefined ? undefined : problemOfSegment(slug);
  if (badSlug !== undefined || slug?.includes('/')) {
    return bad('slug', `the slug ${JSON.stringify(slug)} ${badSlug ?? 'has a `/`'}`);
  }
  const problems: PermalinkProblem[] = [];
  const filled = pattern.replace(/:([a-z]+)/g, (_, name: string) => {
    const problem = problemOfToken(name, entry);
    if (problem === undefined) return tokenValue(name as Token, entry, collection);
    problems.push(problem);
    return '';
  });
  const [problem] = problems;
  return problem === undefined ? pathOf(filled) : { ok: false, problem };
}

function tokenValue(token: Token, entry: Entry, collection: CollectionConfig): string {
  const { frontmatter } = entry;
  switch (token) {
    case 'slug':
      return slugFor(entry, collection);
    case 'path':
      return [...foldersOf(entry, collection).map(slugOf), ownSlug(entry, collection)]
        .filter((part) => part !== '')
        .join('/');
    case 'title':
      return slugOf(frontmatter.title ?? '') || slugFor(entry, collection);
    case 'filename':
      return nameOf(entry) === 'index' ? (folderOf(entry) ?? '') : nameOf(entry);
    case 'collection':
      return collection.name;
    case 'year':
      return frontmatter.date?.iso.slice(0, 4) ?? '';
    case 'month':
      return frontmatter.date?.iso.slice(5, 7) ?? '';
    case 'day':
      return frontmatter.date?.iso.slice(8, 10) ?? '';
  }
}

function problemOfToken(name: string, entry: Entry): PermalinkProblem | undefined {
  if (!Object.hasOwn(permalinkTokens, name)) {
    const known = Object.keys(permalinkTokens).map((token) => `:${token}`);
    return {
      code: 'permalink-token',
      key: 'permalink',
      message: `the permalink has the unknown token \`:${name}\``,
      hint: `the tokens are ${known.join(', ')}`,
    };
  }
  const needsDate = name === 'year' || name === 'month' || name === 'day';
  if (!needsDate || entry.frontmatter.date !== undefined) return undefined;
  return {
    code: 'permalink-token',
    key: 'date',
    message: `the permalink needs \`:${name}\`, but the page has no date`,
    hint: 'give the page a `date`, or a `permalink` of its own',
  };
}

/** The last part of `:path`: nothing for an `index.md`, whose folder is its URL. */
function ownSlug(entry: Entry, collection: CollectionConfig): string {
  const slug = writtenSlug(entry);
  return slug === undefined && nameOf(entry) === 'index' ? '' : slugFor(entry, collection);
}

function slugFor(entry: Entry, collection: CollectionConfig): string {
  const slug = writtenSlug(entry);
  if (slug !== undefined) return slug;
  const name = nameOf(entry) === 'index' ? (folderOf(entry) ?? '') : nameOf(entry);
  const undated = collection.kind === 'post' ? name.replace(/^\d{4}-\d{2}-\d{2}[-_ ]+/, '') : name;
  return slugOf(undated);
}

/** As the author wants it; what was read off the file name is made a slug like any other name. */
function writtenSlug(entry: Entry): string | undefined {
  return hasKey(entry, 'slug') ? entry.frontmatter.slug : undefined;
}

function nameOf(entry: Entry): string {
  return entry.id.slice(entry.id.lastIndexOf('/') + 1);
}

function folderOf(entry: Entry): string | undefined {
  return entry.id.split('/').at(-2);
}

function foldersOf(entry: Entry, collection: CollectionConfig): readonly string[] {
  return pathInCollection(entry, collection).split('/').slice(0, -1);
}

/** A path that names a file keeps its name; every other one is a folder with an `index.html`. */
function pathOf(filled: string): Permalink {
  const segments = filled.split('/').filter((segment) => segment !== '');
  for (const segment of segments) {
    const problem = problemOfSegment(segment);
    if (problem !== undefined) {
      return bad('permalink', `the permalink ${JSON.stringify(filled)} ${problem}`);
    }
  }
  if (segments.length === 0 && filled !== '/') {
    return bad('permalink', 'nothing is left of the permalink once its tokens are filled in');
  }
  const path = segments.join('/');
  const isFile = /\.html?$/i.test(path) && !filled.endsWith('/');
  return { ok: true, path: isFile || path === '' ? path : `${path}/` };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const refused = /[\u0000-\u001f\u007f\\?#%]|\p{Surrogate}/u;

/** Nothing of it is refused: most parts of a path. */
const plainSegment = /^\w[\w.~+-]{0,199}$/;

function problemOfSegment(segment: string): string | undefined {
  if (plainSegment.test(segment)) return undefined;
  if (segment === '') return 'is empty';
  if (segment === '.' || segment === '..') return `has the part \`${segment}\``;
  if (/^[a-z]:/i.test(segment)) return 'begins like the drive of a computer';
  if (refused.test(segment)) return 'has a character that cannot stand in a path';
  return Buffer.byteLength(segment) > 200 ? 'has a part of more than 200 bytes' : undefined;
}

function bad(key: 'permalink' | 'slug', message: string): Permalink {
  const hint =
    key === 'slug'
      ? 'write one word, such as `disk-full`'
      : 'give the page a `slug`, or a `permalink` such as `/guides/disk-full/`';
  return { ok: false, problem: { code: 'permalink-invalid', message, hint, key } };
}
