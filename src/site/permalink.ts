import { calendarDay, timeOfDay } from '../model/calendar-day.ts';
import type { CollectionConfig } from '../model/config.ts';
import { hasKey } from '../model/key-place.ts';
import type { Entry, PageDate } from '../model/page.ts';
import {
  isDateToken,
  isPermalinkToken,
  type PermalinkToken,
  permalinkToken,
  permalinkTokens,
} from '../model/permalink-tokens.ts';
import { pathInCollection } from './collection-of.ts';
import { slugOf } from './slug.ts';

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
  const filled = pattern.replace(permalinkToken, (_, name: string) => {
    const problem = problemOfToken(name, entry);
    if (problem === undefined && isPermalinkToken(name)) return tokenValue(name, entry, collection);
    if (problem !== undefined) problems.push(problem);
    return '';
  });
  const [problem] = problems;
  return problem === undefined ? pathOf(filled) : { ok: false, problem };
}

function tokenValue(token: PermalinkToken, entry: Entry, collection: CollectionConfig): string {
  const { frontmatter } = entry;
  switch (token) {
    case 'slug':
      return slugFor(entry, collection);
    case 'path':
      return joined([...foldersOf(entry, collection).map(slugOf), ownSlug(entry, collection)]);
    case 'title':
      return slugOf(frontmatter.title ?? '') || slugFor(entry, collection);
    case 'filename':
      return nameOf(entry) === 'index' ? (folderOf(entry) ?? '') : nameOf(entry);
    case 'section':
      return slugOf(foldersOf(entry, collection)[0] ?? '');
    case 'sections':
      return joined(foldersOf(entry, collection).map(slugOf));
    case 'collection':
      return collection.name;
    case 'category':
      return slugOf(frontmatter.terms.categories?.[0] ?? '');
    case 'categories':
      return joined((frontmatter.terms.categories ?? []).map(slugOf));
    default:
      return frontmatter.date === undefined ? '' : dateValue(token, frontmatter.date);
  }
}

type DateToken = Exclude<
  PermalinkToken,
  | ('slug' | 'path' | 'title' | 'filename' | 'section' | 'sections')
  | ('collection' | 'category' | 'categories')
>;

function dateValue(token: DateToken, date: PageDate): string {
  const [year = '', month = '', day = ''] = calendarDay(date).split('-');
  const [hour = '', minute = '', second = ''] = timeOfDay(date).split(':');
  const values: Record<DateToken, string> = {
    ...{ year, month, day, hour, minute, second },
    short_year: year.slice(2),
    i_month: `${Number(month)}`,
    i_day: `${Number(day)}`,
  };
  return values[token];
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

function problemOfToken(name: string, entry: Entry): PermalinkProblem | undefined {
  if (!isPermalinkToken(name)) {
    const known = Object.keys(permalinkTokens).map((token) => `:${token}`);
    return {
      code: 'permalink-token',
      key: 'permalink',
      message: `the permalink has the unknown token \`:${name}\``,
      hint: `the tokens are ${known.join(', ')}`,
    };
  }
  if (!isDateToken(name) || entry.frontmatter.date !== undefined) return undefined;
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
