import type { Pagination } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { Translate } from '../words.ts';

/** What a list is ordered by says what its neighbours are called. */
const words = {
  date: { before: 'newer', after: 'older' },
  title: { before: 'previous', after: 'next' },
} as const;

export function pagination(
  { page, pages, newer, older, near = [] }: Pagination,
  order: keyof typeof words,
  t: Translate,
): Html | undefined {
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
