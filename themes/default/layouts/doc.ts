import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { article } from '../parts/article.ts';
import { editLink } from '../parts/edit-link.ts';
import { meta } from '../parts/meta.ts';
import { pager } from '../parts/pager.ts';
import { sidebar } from '../parts/sidebar.ts';
import type { PageView } from '../view.ts';
import { translateFor } from '../words.ts';
import { document } from './document.ts';

/** A page of documentation: among its collection, with a table of contents. */
export function doc(view: PageView, site: Site): Html {
  const t = translateFor(view, site);
  const end = html`
    ${editLink(view.page, site, t)}
    ${pager(view, t)}
  `;
  return document({
    view,
    site,
    sidebar: sidebar(view.collection, view.url, t),
    main: article(view, t, { meta: meta(view.page, site, t), toc: true, end }),
  });
}
