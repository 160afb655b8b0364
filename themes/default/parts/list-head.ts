import type { ListHeadDetail, PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { phrase } from './phrase.ts';

/** The head of a page that lists others. */
export function listHead(_props: PageProps, { title, description, more }: ListHeadDetail): Html {
  return html`
    <header class="article-head">
    <h1>${title}</h1>
    ${description !== '' && html`<p class="lead">${phrase(description)}</p>`}
    ${more}
    </header>
  `;
}
