import type { Pagination } from '../../../src/model/site.ts';
import type { PageProps, PaginationDetail } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';

const words = {
  date: { before: 'newer', after: 'older' },
  title: { before: 'previous', after: 'next' },
} as const;

/** The way through a list of several pages. */
export function pagination(
  { t }: PageProps,
  { pagination, order }: PaginationDetail,
): Html | undefined {
  const { page, pages, newer, older, near = [] } = pagination;
  if (pages <= 1) return undefined;
  return html`
    <nav class="pagination" aria-label="${t('pagesOfList')}">
    ${newer !== undefined && html`<a rel="prev" href="${newer}">${t(words[order].before)}</a>`}
    <span class="page-of">${t('pageOf', { page, pages })}</span>
    ${near.length > 0 && numbers(near, page)}
    ${older !== undefined && html`<a rel="next" href="${older}">${t(words[order].after)}</a>`}
    </nav>
  `;
}

function numbers(near: NonNullable<Pagination['near']>, page: number): Html {
  return html`
    <ol class="page-numbers">
    ${lines(near.map((one, at) => number(one, { page, isGap: one.page - (near[at - 1]?.page ?? one.page - 1) > 1 })))}
    </ol>
  `;
}

function number(
  one: { readonly page: number; readonly url: string },
  { page, isGap }: { readonly page: number; readonly isGap: boolean },
): Html {
  const gap = isGap && html`<li aria-hidden="true">…</li>`;
  if (one.page === page) return html`${gap}<li><span aria-current="page">${one.page}</span></li>`;
  return html`${gap}<li><a href="${one.url}">${one.page}</a></li>`;
}
