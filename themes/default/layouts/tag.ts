import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { entryList } from '../parts/entry-list.ts';
import { listHead } from '../parts/list-head.ts';
import { pagination } from '../parts/pagination.ts';
import type { TagView } from '../view.ts';
import { document } from './document.ts';

/** One page of the list of what has a tag. */
export function tag(view: TagView, site: Site): Html {
  const main = html`
    <div class="article">
    ${listHead(view.title, view.description)}
    <div class="article-body">
    ${entryList(view.items, site)}
    ${pagination(view.pagination, 'date')}
    </div>
    </div>
  `;
  return document({ view, site, main });
}
