import type { Page } from '../../../src/model/page.ts';
import type { PageFacts } from '../../../src/model/site.ts';
import type { EntriesDetail, PageProps } from '../contract.ts';
import { attribute, type Html, html, trusted } from '../html.ts';
import { lines } from '../lines.ts';
import { badge } from './badge.ts';
import { noFacts } from './meta.ts';
import { type Language, ownLanguage } from './own-language.ts';
import { phrase } from './phrase.ts';
import { latestUpdate } from './updates.ts';

/** Pages in a list: title, facts, and how each begins. */
export function entryList(props: PageProps, { items, facts, first }: EntriesDetail): Html {
  const entries = items.map((page, at) => entry(page, facts[at] ?? noFacts, props));
  return html`
    <ol class="${first === undefined ? 'entries' : 'entries numbered'}"${attribute('start', first !== undefined && first > 1 && first)}>
    ${lines(entries)}
    </ol>
  `;
}

function entry(page: Page, facts: PageFacts, props: PageProps): Html {
  const { site, t, parts } = props;
  const proof = site.proofs.get(page.id);
  const language = ownLanguage(page, site);
  return html`
    <li class="entry">
    <h2><a href="${page.url}"${language}>${page.title}</a>${proof !== undefined && html` ${badge(proof.status.badge, t)}`}</h2>
    ${parts.meta(props, { page, facts })}
    ${latestUpdate(page.frontmatter.updates, t)}
    ${beginning(page, language)}
    </li>
  `;
}

/**
 * Of a post its excerpt, of other pages what they say of themselves, where they do. An excerpt that has an
 * `id`, such as a footnote's, would clash with those of its neighbours.
 */
function beginning(page: Page, language: Language): Html | undefined {
  const isSaid = page.kind !== 'post' && page.frontmatter.description !== undefined;
  if (!isSaid && page.excerpt !== '' && !/\sid=/.test(page.excerpt))
    return html`
      <div class="prose excerpt"${language}>
      ${trusted(page.excerpt)}
      </div>
    `;
  const text = page.frontmatter.description ?? page.summary;
  return text === '' ? undefined : html`<p class="excerpt"${language}>${phrase(text)}</p>`;
}
