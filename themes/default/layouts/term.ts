import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { portrait } from '../parts/author-card.ts';
import { viewTitle } from '../parts/view-title.ts';
import type { TermView } from '../view.ts';

/** One page of the list of what has a tag, is of a series, or was written by somebody. */
export function term(props: PageProps<TermView>): Html {
  const { view, site, t, parts, layouts } = props;
  const { intro, taxonomy, items, facts, pagination, description } = view;
  const { author } = view.term;
  const home = author?.url;
  const more =
    home !== undefined &&
    html`<p class="meta"><a rel="author" href="${home}">${home.replace(/^https?:\/\/|\/$/g, '')}</a></p>`;
  const isSeries = taxonomy.name === 'series';
  const first = isSeries ? (pagination.page - 1) * pageSize(view) + 1 : undefined;
  const main = html`
    <div class="article log">
    ${author !== undefined && portrait(author)}
    ${parts.listHead(props, { title: viewTitle(view, t), description, intro, more })}
    <div class="article-body">
    ${intro !== undefined && parts.prose(props, { page: intro, proof: site.proofs.get(intro.id) })}
    ${parts.entryList(props, { items, facts, first })}
    ${parts.pagination(props, { pagination, order: isSeries ? 'title' : 'date' })}
    </div>
    </div>
  `;
  return layouts.document(props, { main });
}

/** All pages of a list but the last are of one size. */
function pageSize({ items, pagination, term }: TermView): number {
  if (pagination.page < pagination.pages) return items.length;
  return pagination.pages === 1 ? 0 : (term.pages.length - items.length) / (pagination.pages - 1);
}
