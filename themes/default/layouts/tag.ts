import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { entryList } from '../parts/entry-list.ts';
import { listHead } from '../parts/list-head.ts';
import type { TagView } from '../view.ts';
import { document } from './document.ts';

/** The pages with one tag. */
export function tag(view: TagView, site: Site): Html {
  const main = html`
    <div class="article">
    ${listHead(view.title, view.description)}
    <div class="article-body">
    ${entryList(view.tag.pages, site)}
    </div>
    </div>
  `;
  return document({ view, site, main });
}
