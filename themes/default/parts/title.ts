import type { Page } from '../../../src/model/page.ts';
import { type Html, html } from '../html.ts';
import type { Language } from './own-language.ts';

/** The heading of a page, with the anchor that it has where it stands in the text. */
export function titleOf(
  { title, titleAnchor }: Pick<Page, 'title' | 'titleAnchor'>,
  language: Language = [],
): Html {
  return titleAnchor === undefined
    ? html`<h1${language}>${title}</h1>`
    : html`<h1 id="${titleAnchor}"${language}>${title}</h1>`;
}
