import type { ArticleDetail, PageProps } from '../contract.ts';
import { type Html, html, type Value } from '../html.ts';
import type { PageView } from '../view.ts';
import { ownLanguage } from './own-language.ts';
import { phrase } from './phrase.ts';
import { titleOf } from './title.ts';

/** An article with its head, its text and what follows it. */
export function article(props: PageProps<PageView>, { meta, end }: ArticleDetail): Html {
  const { view, parts } = props;
  const { page, proof } = view;
  // Whether a runbook still works is on the first screen of a phone; its tags are not.
  const isRunbook = page.kind === 'runbook';
  return html`
    <article class="article">
    ${parts.articleHead(props, isRunbook ? {} : { meta })}
    <div class="article-body">
    ${parts.updates(props, { page })}
    ${parts.series(props)}
    ${proof !== undefined && parts.proofBanner(props, { page, proof })}
    ${parts.runbookFacts(props, { page })}
    ${isRunbook && meta}
    ${proof !== undefined && parts.variables(props, { page, proof })}
    ${parts.beforeArticle(props)}
    ${parts.prose(props, { page, proof })}
    ${parts.work(props)}
    ${parts.afterArticle(props)}
    ${end}
    </div>
    </article>
  `;
}

/** Title, description and facts of a page. */
export function articleHead(
  { view, site }: PageProps<PageView>,
  { meta }: { readonly meta?: Value },
): Html {
  const { page } = view;
  const { description } = page.frontmatter;
  const language = ownLanguage(page, site);
  return html`
    <header class="article-head">
    ${titleOf(page, language)}
    ${description !== undefined && description !== '' && html`<p class="lead"${language}>${phrase(description)}</p>`}
    ${meta}
    </header>
  `;
}
