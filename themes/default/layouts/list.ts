import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { entryList } from '../parts/entry-list.ts';
import { listHead } from '../parts/list-head.ts';
import { pagination } from '../parts/pagination.ts';
import { prose } from '../parts/prose.ts';
import type { ListView } from '../view.ts';
import { document } from './document.ts';

/** One page of the list of a collection. */
export function list(view: ListView, site: Site): Html {
  const main = html`
    <div class="article">
    ${listHead(view.title, view.description)}
    <div class="article-body">
    ${view.intro !== undefined && prose(view.intro, site.proofs.get(view.intro.id))}
    ${entryList(view.items, site)}
    ${pagination(view.pagination, view.collection.config.kind === 'post' ? 'date' : 'title')}
    </div>
    </div>
  `;
  return document({ view, site, main });
}
