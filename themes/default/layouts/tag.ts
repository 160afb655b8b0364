import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { entryList } from '../parts/entry-list.ts';
import { listHead } from '../parts/list-head.ts';
import { pagination } from '../parts/pagination.ts';
import { viewTitle } from '../parts/view-title.ts';
import type { TagView } from '../view.ts';
import { translateFor } from '../words.ts';
import { document } from './document.ts';

/** One page of the list of what has a tag. */
export function tag(view: TagView, site: Site): Html {
  const t = translateFor(view, site);
  const main = html`
    <div class="article">
    ${listHead(viewTitle(view, t), view.description)}
    <div class="article-body">
    ${entryList(view.items, site, t)}
    ${pagination(view.pagination, 'date', t)}
    </div>
    </div>
  `;
  return document({ view, site, main });
}
