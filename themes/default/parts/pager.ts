import type { PageLink } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import type { PageView } from '../view.ts';

/** The neighbours in reading order. */
export function pager({ view, t }: PageProps<PageView>): Html | undefined {
  const { previous, next } = view;
  if (previous === undefined && next === undefined) return undefined;
  return html`
    <nav class="pager" aria-label="${t('previousAndNext')}">
    ${previous !== undefined && neighbour(previous, 'prev', t('previous'))}
    ${next !== undefined && neighbour(next, 'next', t('next'))}
    </nav>
  `;
}

function neighbour(link: PageLink, relation: 'prev' | 'next', word: string): Html {
  return html`<a class="pager-${relation}" rel="${relation}" href="${link.url}"><span>${word}</span> ${link.title}</a>`;
}
