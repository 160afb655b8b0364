import type { Page } from '../model/page.ts';
import type { Pagination } from '../model/site.ts';

/** On one page of a list that nobody has given a size: enough to look through, and no book. */
export const mostEntries = 50;

export interface Part {
  readonly url: string;
  readonly items: readonly Page[];
  readonly pagination: Pagination;
}

/** How many pages of a list are linked to on each side of one, beside the first and the last. */
const around = 2;

/** A list in pages, at its URL and below it; one page at the least. */
export function* parted(pages: readonly Page[], url: string, size: number): Generator<Part> {
  const step = Math.max(1, size);
  const count = Math.max(1, Math.ceil(pages.length / step));
  const urlOf = (page: number) => (page === 1 ? url : `${url}page/${page}/`);
  for (let page = 1; page <= count; page += 1) {
    yield {
      url: urlOf(page),
      items: pages.slice((page - 1) * step, page * step),
      pagination: {
        page,
        pages: count,
        newer: page === 1 ? undefined : urlOf(page - 1),
        older: page === count ? undefined : urlOf(page + 1),
        ...(count === 1
          ? {}
          : { near: nearPages(page, count).map((one) => ({ page: one, url: urlOf(one) })) }),
      },
    };
  }
}

/** The first page, the last, and those around one. Where only one would be left out, it is there too. */
function nearPages(page: number, count: number): readonly number[] {
  const from = page - around <= 3 ? 1 : page - around;
  const to = page + around >= count - 2 ? count : page + around;
  const near = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return [...(from > 1 ? [1] : []), ...near, ...(to < count ? [count] : [])];
}
