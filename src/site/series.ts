import type { Entry, Page } from '../model/page.ts';
import type { PageLink, SeriesParts } from '../model/site.ts';
import { compareText } from './text-order.ts';

/** Pages of one series in its order: by `part`, and those without one after them, by date, title and path. */
export function seriesOrder(pages: readonly Page[]): readonly Page[] {
  return [...pages].sort(
    (a, b) =>
      partOf(a) - partOf(b) ||
      compareText(a.frontmatter.date?.iso ?? '9', b.frontmatter.date?.iso ?? '9') ||
      compareText(a.title, b.title) ||
      compareText(a.id, b.id),
  );
}

function partOf({ frontmatter }: Entry): number {
  return frontmatter.series?.part ?? Number.MAX_VALUE;
}

/** So many parts are all shown; of more, so many before and after. */
const mostShown = 40;
const around = 12;

/** The parts of a series as each of its pages shows them. */
export function partsAround(
  series: { readonly name: string; readonly url?: string | undefined },
  pages: readonly Page[],
  at: number,
  linkTo: (page: Page) => PageLink,
): SeriesParts {
  const [from, to] =
    pages.length <= mostShown ? [0, pages.length] : [Math.max(0, at - around), at + around + 1];
  return {
    ...series,
    part: at + 1,
    parts: pages.length,
    shown: pages
      .slice(from, to)
      .map((page, index) => ({ ...linkTo(page), part: from + index + 1 })),
  };
}
