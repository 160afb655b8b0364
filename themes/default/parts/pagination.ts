import type { Pagination } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';

/** What a list is ordered by says what its neighbours are called. */
const words = {
  date: { before: 'Newer', after: 'Older' },
  title: { before: 'Previous', after: 'Next' },
} as const;

export function pagination(
  { page, pages, newer, older }: Pagination,
  order: keyof typeof words,
): Html | undefined {
  if (pages <= 1) return undefined;
  return html`
    <nav class="pagination" aria-label="Pages of this list">
    ${newer !== undefined && html`<a rel="prev" href="${newer}">${words[order].before}</a>`}
    <span>Page ${page} of ${pages}</span>
    ${older !== undefined && html`<a rel="next" href="${older}">${words[order].after}</a>`}
    </nav>
  `;
}
