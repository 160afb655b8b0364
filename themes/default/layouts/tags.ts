import type { Site, Tag } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { listHead } from '../parts/list-head.ts';
import type { TagsView } from '../view.ts';
import { document } from './document.ts';

/** Every tag, and how many pages have it. */
export function tags(view: TagsView, site: Site): Html {
  const main = html`
    <div class="article">
    ${listHead(view.title, view.description)}
    <div class="article-body">
    <ul class="tags">
    ${lines(site.tags.map(item))}
    </ul>
    </div>
    </div>
  `;
  return document({ view, site, main });
}

function item({ name, url, pages }: Tag): Html {
  const count = pages.length;
  return html`<li><a class="tag" href="${url}">${name}</a> <span class="count">${count}<span class="aside"> ${count === 1 ? 'page' : 'pages'}</span></span></li>`;
}
