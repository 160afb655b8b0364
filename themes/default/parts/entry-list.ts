import type { Page } from '../../../src/model/page.ts';
import type { Site } from '../../../src/model/site.ts';
import { type Html, html, trusted } from '../html.ts';
import { lines } from '../lines.ts';
import type { Translate } from '../words.ts';
import { badge } from './badge.ts';
import { meta } from './meta.ts';
import { phrase } from './phrase.ts';

/** Pages in a list: title, facts, and how each begins. */
export function entryList(pages: readonly Page[], site: Site, t: Translate): Html {
  return html`
    <ol class="entries">
    ${lines(pages.map((page) => entry(page, site, t)))}
    </ol>
  `;
}

function entry(page: Page, site: Site, t: Translate): Html {
  const proof = site.proofs.get(page.id);
  return html`
    <li class="entry">
    <h2><a href="${page.url}">${page.title}</a>${proof !== undefined && html` ${badge(proof.status.badge, t)}`}</h2>
    ${meta(page, site, t)}
    ${beginning(page)}
    </li>
  `;
}

/** An excerpt that has an `id`, such as a footnote's, would clash with those of its neighbours. */
function beginning(page: Page): Html | undefined {
  if (page.excerpt !== '' && !/\sid=/.test(page.excerpt))
    return html`
      <div class="prose excerpt">
      ${trusted(page.excerpt)}
      </div>
    `;
  const text = page.frontmatter.description ?? page.summary;
  return text === '' ? undefined : html`<p class="excerpt">${phrase(text)}</p>`;
}
