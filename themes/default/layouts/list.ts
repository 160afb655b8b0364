import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { viewTitle } from '../parts/view-title.ts';
import type { ListView } from '../view.ts';

/** One page of the list of a collection. */
export function list(props: PageProps<ListView>): Html {
  const { view, site, t, parts, layouts } = props;
  const { collection, description, intro, items, facts, pagination } = view;
  const isNews = collection.config.kind === 'post';
  const more = isNews && parts.browse(props, { collection });
  const main = html`
    <div class="article log">
    ${parts.listHead(props, { title: viewTitle(view, t), description, intro, more })}
    <div class="article-body">
    ${intro !== undefined && parts.prose(props, { page: intro, proof: site.proofs.get(intro.id) })}
    ${parts.entryList(props, { items, facts })}
    ${parts.pagination(props, { pagination, order: isNews ? 'date' : 'title' })}
    </div>
    </div>
  `;
  return layouts.document(props, { main });
}
