import type { Pagination } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import type { Translate } from '../words.ts';

/** What a list is ordered by says what its neighbours are called. */
const words = {
  date: { before: 'newer', after: 'older' },
  title: { before: 'previous', after: 'next' },
} as const;

export function pagination(
  { page, pages, newer, older }: Pagination,
  order: keyof typeof words,
  t: Translate,
): Html | undefined {
  if (pages <= 1) return undefined;
  return html`
    <nav class="pagination" aria-label="${t('pagesOfList')}">
    ${newer !== undefined && html`<a rel="prev" href="${newer}">${t(words[order].before)}</a>`}
    <span>${t('pageOf', { page, pages })}</span>
    ${older !== undefined && html`<a rel="next" href="${older}">${t(words[order].after)}</a>`}
    </nav>
  `;
}
