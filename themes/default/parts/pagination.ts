import type { Pagination } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';

export function pagination({ page, pages, newer, older }: Pagination): Html | undefined {
  if (pages <= 1) return undefined;
  return html`
    <nav class="pagination" aria-label="Pages of this list">
    ${newer !== undefined && html`<a rel="prev" href="${newer}">Newer</a>`}
    <span>Page ${page} of ${pages}</span>
    ${older !== undefined && html`<a rel="next" href="${older}">Older</a>`}
    </nav>
  `;
}
