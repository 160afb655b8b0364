import type { ListHeadDetail, PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { ownLanguage } from './own-language.ts';
import { phrase } from './phrase.ts';

/** The head of a page that lists others. */
export function listHead(
  { site }: PageProps,
  { title, description, intro, more }: ListHeadDetail,
): Html {
  const language = intro === undefined ? [] : ownLanguage(intro, site);
  // What the author's page does not say, the configuration does.
  const own = intro?.frontmatter.description === undefined ? [] : language;
  return html`
    <header class="article-head">
    <h1${language}>${title}</h1>
    ${description !== '' && html`<p class="lead"${own}>${phrase(description)}</p>`}
    ${more}
    </header>
  `;
}
