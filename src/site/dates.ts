import type { Page } from '../model/page.ts';
import { compareText, compareTitles } from './text-order.ts';

/** Newest first; what has no date comes last; ties by title, then path: the same on every machine. */
export function byDate(a: Page, b: Page): number {
  return (
    compareText(b.frontmatter.date?.iso ?? '', a.frontmatter.date?.iso ?? '') ||
    compareTitles(a.title, b.title) ||
    compareText(a.id, b.id)
  );
}

/** When a page was last changed, as its front matter says. RFC 3339. */
export function changedAt(page: Page): string | undefined {
  const { date, updated } = page.frontmatter;
  if (date === undefined || updated === undefined) return (updated ?? date)?.iso;
  return compareText(updated.iso, date.iso) < 0 ? date.iso : updated.iso;
}
