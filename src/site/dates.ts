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

/** When a page was last changed, as its front matter says. RFC 3339. */
export function changedAt(page: Page): string | undefined {
  const { date, updated } = page.frontmatter;
  if (date === undefined || updated === undefined) return (updated ?? date)?.iso;
  return compareText(updated.iso, date.iso) < 0 ? date.iso : updated.iso;
}
