import type { PageLink } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import type { PageView } from '../view.ts';

/** The neighbours in reading order. */
export function pager({ previous, next }: PageView): Html | undefined {
  if (previous === undefined && next === undefined) return undefined;
  return html`
    <nav class="pager" aria-label="Previous and next page">
    ${previous !== undefined && neighbour(previous, 'prev', 'Previous')}
    ${next !== undefined && neighbour(next, 'next', 'Next')}
    </nav>
  `;
}

function neighbour(link: PageLink, relation: 'prev' | 'next', word: string): Html {
  return html`<a class="pager-${relation}" rel="${relation}" href="${link.url}"><span>${word}</span> ${link.title}</a>`;
}
