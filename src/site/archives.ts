import { calendarDay } from '../model/calendar-day.ts';
import type { CollectionConfig } from '../model/config.ts';
import type { Page } from '../model/page.ts';
import type { Archive, Period } from '../model/site.ts';
import { listPath } from './collection-of.ts';
import { byDate } from './dates.ts';
import { compareText } from './text-order.ts';
import { encodePath } from './urls.ts';

const parts = ['year', 'month', 'day'] as const;

/**
 * The years, months and days that a collection's pages are dated in. Undefined for none.
 * @param pages As `datedPages` gives them.
 */
export function archiveOf(
  pages: readonly Page[],
  config: CollectionConfig,
  base: string,
): Archive | undefined {
  if (config.archive === undefined) return undefined;
  const depth = parts.indexOf(config.archive.by) + 1;
  const { root, isShort } = patternOf(config);
  const urlOf = (name: string): string => {
    const [year, ...rest] = name.split('-');
    const below = rest.map((part) => (isShort ? `${Number(part)}` : part));
    return `${base + encodePath(root)}${[year, ...below].join('/')}/`;
  };
  const years = periodsOf(pages, { depth, urlOf });
  if (years.length === 0) return undefined;
  // Where the years are beside or above the list, the overview must not stand in the way of a page.
  const url = listPath(config).startsWith(root) ? `${root}archive/` : root;
  return { url: base + encodePath(url), years };
}

interface Pattern {
  /** What stands before the year in the URLs, without the base. */
  readonly root: string;
  /** Months and days are written without a zero in front. */
  readonly isShort: boolean;
}

/** As the archive says; else as the pages' own URLs are, where these begin with the year. */
function patternOf(config: CollectionConfig): Pattern {
  const pattern = config.archive?.permalink ?? config.permalink;
  const at = pattern.indexOf('/:year/');
  const fixed = at === -1 ? '' : pattern.slice(1, at + 1);
  const isOwn = at !== -1 && !fixed.includes(':');
  return {
    root: isOwn ? fixed : listPath(config),
    isShort: isOwn && pattern.startsWith('/:year/:i_month/', at),
  };
}

/** How long a name is of a year, of a month, of a day. */
const lengths = [4, 7, 10] as const;

function periodsOf(
  pages: readonly Page[],
  of: { readonly depth: number; readonly urlOf: (name: string) => string },
  level = 0,
): readonly Period[] {
  const found = new Map<string, Page[]>();
  for (const page of pages) {
    const name = dayOf(page).slice(0, lengths[level]);
    const known = found.get(name);
    if (known === undefined) found.set(name, [page]);
    else known.push(page);
  }
  return [...found].map(([name, members]) => ({
    name,
    url: of.urlOf(name),
    count: members.length,
    periods: level + 1 < of.depth ? periodsOf(members, of, level + 1) : [],
  }));
}

/** Those that have a date, by their days, newest first: each period of an archive is a stretch of them. */
export function datedPages(pages: readonly Page[]): readonly Page[] {
  return byDate(pages.filter(({ frontmatter }) => frontmatter.date !== undefined))
    .map((page) => ({ page, day: dayOf(page) }))
    .sort((a, b) => compareText(b.day, a.day))
    .map(({ page }) => page);
}

/** As permalinks have it: the day that the author wrote. */
function dayOf({ frontmatter: { date } }: Page): string {
  return date === undefined ? '' : calendarDay(date);
}
