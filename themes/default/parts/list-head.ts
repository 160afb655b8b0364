import { type Html, html, type Value } from '../html.ts';

/** The head of a page that lists others. */
export function listHead(title: string, description: string, more?: Value): Html {
  return html`
    <header class="article-head">
    <h1>${title}</h1>
    ${description !== '' && html`<p class="lead">${description}</p>`}
    ${more}
    </header>
  `;
}
