import type { Page } from '../../../src/model/page.ts';
import type { Site } from '../../../src/model/site.ts';
import { type Html, html, type Value } from '../html.ts';
import type { PageView } from '../view.ts';
import type { Translate } from '../words.ts';
import { type Language, ownLanguage } from './own-language.ts';
import { phrase } from './phrase.ts';
import { proofBanner } from './proof.ts';
import { prose } from './prose.ts';
import { seriesBox } from './series-box.ts';
import { titleOf } from './title.ts';
import { toc } from './toc.ts';
import { updatesBanner } from './updates.ts';

/** An article with its head, its table of contents, its text and what follows it. */
export function article(
  view: PageView,
  site: Site,
  t: Translate,
  slots: { readonly meta?: Value; readonly toc?: boolean; readonly end?: Value } = {},
): Html {
  const { page, proof } = view;
  return html`
    <article class="article">
    ${articleHead(page, ownLanguage(page, site), slots.meta)}
    ${slots.toc === true && page.frontmatter.toc && toc(page.headings, t)}
    <div class="article-body">
    ${updatesBanner(page.frontmatter.updates, t)}
    ${seriesBox(view, t)}
    ${proof !== undefined && proofBanner(page, proof, t)}
    ${inLanguage(prose(page, t, proof), ownLanguage(page, site))}
    ${slots.end}
    </div>
    </article>
  `;
}

/** The text itself; what is said around it is said in the language of the reader. */
function inLanguage(text: Html, language: Language): Html {
  return language.length === 0 ? text : html`<div${language}>${text}</div>`;
}

function articleHead(page: Page, language: Language, meta: Value): Html {
  const { description } = page.frontmatter;
  return html`
    <header class="article-head">
    ${titleOf(page, language)}
    ${description !== undefined && description !== '' && html`<p class="lead"${language}>${phrase(description)}</p>`}
    ${meta}
    </header>
  `;
}
