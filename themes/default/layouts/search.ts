import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { viewTitle } from '../parts/view-title.ts';
import type { SearchView } from '../view.ts';

/** The search, and below it links to every page, which are all that there is without a script. */
export function search(props: PageProps<SearchView>): Html {
  const { view, site, t, parts, layouts } = props;
  const { description, intro } = view;
  const main = html`
    <div class="article">
    ${parts.listHead(props, { title: viewTitle(view, t), description, intro })}
    <div class="article-body">
    ${intro !== undefined && parts.prose(props, { page: intro, proof: site.proofs.get(intro.id) })}
    ${parts.searchBox(props)}
    ${parts.searchLinks(props)}
    </div>
    </div>
  `;
  return layouts.document(props, { main });
}
