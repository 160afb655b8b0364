import type { Page } from '../model/page.ts';
import { compareText } from './text-order.ts';

/** Newest first; what has no date comes last; ties by title, then path: the same on every machine. */
export function byDate(pages: readonly Page[]): readonly Page[] {
  return pages
    .map((page) => ({
      page,
      date: page.frontmatter.date?.iso ?? '',
      folded: page.title.toLowerCase(),
    }))
    .sort(
      (a, b) =>
        compareText(b.date, a.date) ||
        compareText(a.folded, b.folded) ||
        compareText(a.page.title, b.page.title) ||
        compareText(a.page.id, b.page.id),
    )
    .map(({ page }) => page);
}

/** When a page was last changed, as its front matter says: its corrections count. RFC 3339. */
export function changedAt({ frontmatter }: Pick<Page, 'frontmatter'>): string | undefined {
  const { date, updated, updates } = frontmatter;
  let latest: string | undefined;
  for (const one of [date, updated, ...updates.map((update) => update.date)]) {
    if (one !== undefined && (latest === undefined || one.iso > latest)) latest = one.iso;
  }
  return latest;
}
