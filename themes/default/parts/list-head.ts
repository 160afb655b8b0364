import { type Html, html, type Value } from '../html.ts';
import { phrase } from './phrase.ts';

/** The head of a page that lists others. */
export function listHead(title: string, description: string, more?: Value): Html {
  return html`
    <header class="article-head">
    <h1>${title}</h1>
    ${description !== '' && html`<p class="lead">${phrase(description)}</p>`}
    ${more}
    </header>
  `;
}
