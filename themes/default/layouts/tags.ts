import type { Site, Tag } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { listHead } from '../parts/list-head.ts';
import { viewTitle } from '../parts/view-title.ts';
import type { TagsView } from '../view.ts';
import { type Translate, translateFor } from '../words.ts';
import { document } from './document.ts';

/** Every tag, and how many pages have it. */
export function tags(view: TagsView, site: Site): Html {
  const t = translateFor(view, site);
  const main = html`
    <div class="article">
    ${listHead(viewTitle(view, t), view.description)}
    <div class="article-body">
    <ul class="tags">
    ${lines(site.tags.map((tag) => item(tag, t)))}
    </ul>
    </div>
    </div>
  `;
  return document({ view, site, main });
}

function item({ name, url, pages }: Tag, t: Translate): Html {
  const count = pages.length;
  return html`<li><a class="tag" href="${url}">${name}</a> <span class="count"><span aria-hidden="true">${count}</span><span class="aside">${t('pageCount', { count })}</span></span></li>`;
}
