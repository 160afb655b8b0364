import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { PageView } from '../view.ts';

/** Pages that are like this one. */
export function related({ view, t }: PageProps<PageView>): Html | undefined {
  const { related = [] } = view;
  if (related.length === 0) return undefined;
  return html`
    <nav class="related" aria-label="${t('related')}">
    <h2>${t('related')}</h2>
    <ul class="brief">
    ${lines(related.map(({ title, url }) => html`<li><a href="${url}">${title}</a></li>`))}
    </ul>
    </nav>
  `;
}
