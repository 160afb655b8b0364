import type { TermSummary } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { portrait } from '../parts/author-card.ts';
import { phrase } from '../parts/phrase.ts';
import { viewTitle } from '../parts/view-title.ts';
import type { TaxonomyView } from '../view.ts';
import type { Translate } from '../words.ts';

/** Every term of a taxonomy, and how many pages have it. */
export function taxonomy(props: PageProps<TaxonomyView>): Html {
  const { view, site, t, parts, layouts } = props;
  const { description, intro } = view;
  const isTold = view.terms.some(({ description, author }) => description !== '' || author);
  const main = html`
    <div class="article log">
    ${parts.listHead(props, { title: viewTitle(view, t), description, intro })}
    <div class="article-body">
    ${intro !== undefined && parts.prose(props, { page: intro, proof: site.proofs.get(intro.id) })}
    <ul class="${isTold ? 'told-terms' : 'tags'}">
    ${lines(view.terms.map((term) => (isTold ? told(term, t) : item(term, view.taxonomy.name, t))))}
    </ul>
    </div>
    </div>
  `;
  return layouts.document(props, { main });
}

function item(term: TermSummary, taxonomy: string, t: Translate): Html {
  const kind = taxonomy === 'tags' ? 'tag' : 'term';
  return html`<li><a class="${kind}" href="${term.url}">${term.name}</a> ${count(term, t)}</li>`;
}

/** With what the site says of it. */
function told(term: TermSummary, t: Translate): Html {
  const { name, url, description, author } = term;
  return html`
    <li class="told-term">
    ${author !== undefined && portrait(author)}
    <p><a href="${url}"><strong>${name}</strong></a> ${count(term, t)}${description !== '' && html`<br>${phrase(description)}`}</p>
    </li>
  `;
}

function count({ count }: TermSummary, t: Translate): Html {
  return html`<span class="count"><span aria-hidden="true">${count}</span><span class="aside">${t('pageCount', { count })}</span></span>`;
}
