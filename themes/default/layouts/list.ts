import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { browse } from '../parts/browse.ts';
import { entryList } from '../parts/entry-list.ts';
import { listHead } from '../parts/list-head.ts';
import { pagination } from '../parts/pagination.ts';
import { prose } from '../parts/prose.ts';
import { viewTitle } from '../parts/view-title.ts';
import type { ListView } from '../view.ts';
import { translateFor } from '../words.ts';
import { document } from './document.ts';

/** One page of the list of a collection. */
export function list(view: ListView, site: Site): Html {
  const t = translateFor(view, site);
  const isNews = view.collection.config.kind === 'post';
  const main = html`
    <div class="article">
    ${listHead(viewTitle(view, t), view.description, isNews && browse(view.collection, site, t))}
    <div class="article-body">
    ${view.intro !== undefined && prose(view.intro, t, site.proofs.get(view.intro.id))}
    ${entryList(view, site, t)}
    ${pagination(view.pagination, isNews ? 'date' : 'title', t)}
    </div>
    </div>
  `;
  return document({ view, site, main });
}
