import type { CollectionConfig } from '../model/config.ts';
import type { Page } from '../model/page.ts';
import type { Archive, Period } from '../model/site.ts';
import { listPath } from './collection-of.ts';
import { byDate } from './dates.ts';
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
  const root = archiveRoot(config);
  const years = periodsOf(pages, { depth, root: base + encodePath(root) });
  if (years.length === 0) return undefined;
  const list = listPath(config);
  const url = root === list || root === '' ? `${root}archive/` : root;
  return { url: base + encodePath(url), years };
}

/** What stands before the year in the URLs, without the base. */
function archiveRoot(config: CollectionConfig): string {
  const pattern = config.archive?.permalink ?? config.permalink;
  const at = pattern.indexOf('/:year/');
  const fixed = at === -1 ? '' : pattern.slice(1, at + 1);
  return at === -1 || fixed.includes(':') ? listPath(config) : fixed;
}

/** How long a name is of a year, of a month, of a day. */
const lengths = [4, 7, 10] as const;

function periodsOf(
  pages: readonly Page[],
  { depth, root }: { readonly depth: number; readonly root: string },
  level = 0,
): readonly Period[] {
  const counts = new Map<string, Page[]>();
  for (const page of pages) {
    const name = page.frontmatter.date?.iso.slice(0, lengths[level]);
    if (name === undefined) continue;
    const known = counts.get(name);
    if (known === undefined) counts.set(name, [page]);
    else known.push(page);
  }
  return [...counts].map(([name, members]) => ({
    name,
    url: `${root}${name.replaceAll('-', '/')}/`,
    count: members.length,
    periods: level + 1 < depth ? periodsOf(members, { depth, root }, level + 1) : [],
  }));
}

/** Those that have a date, newest first: each period of an archive is a stretch of them. */
export function datedPages(pages: readonly Page[]): readonly Page[] {
  return byDate(pages.filter(({ frontmatter }) => frontmatter.date !== undefined));
}
