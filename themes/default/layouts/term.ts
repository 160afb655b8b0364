import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { portrait } from '../parts/author-card.ts';
import { entryList } from '../parts/entry-list.ts';
import { listHead } from '../parts/list-head.ts';
import { pagination } from '../parts/pagination.ts';
import { prose } from '../parts/prose.ts';
import { viewTitle } from '../parts/view-title.ts';
import type { TermView } from '../view.ts';
import { translateFor } from '../words.ts';
import { document } from './document.ts';

/** One page of the list of what has a tag, is of a series, or was written by somebody. */
export function term(view: TermView, site: Site): Html {
  const t = translateFor(view, site);
  const { intro, taxonomy, pagination: pages } = view;
  const { author } = view.term;
  const home = author?.url;
  const isSeries = taxonomy.name === 'series';
  const main = html`
    <div class="article">
    ${author !== undefined && portrait(author)}
    ${listHead(viewTitle(view, t), view.description, home !== undefined && html`<p class="meta"><a rel="author" href="${home}">${home.replace(/^https?:\/\/|\/$/g, '')}</a></p>`)}
    <div class="article-body">
    ${intro !== undefined && prose(intro, t, site.proofs.get(intro.id))}
    ${entryList(view, site, t, { first: isSeries ? (pages.page - 1) * pageSize(view) + 1 : undefined })}
    ${pagination(pages, isSeries ? 'title' : 'date', t)}
    </div>
    </div>
  `;
  return document({ view, site, main });
}

/** All pages of a list but the last are of one size. */
function pageSize({ items, pagination, term }: TermView): number {
  if (pagination.page < pagination.pages) return items.length;
  return pagination.pages === 1 ? 0 : (term.pages.length - items.length) / (pagination.pages - 1);
}
