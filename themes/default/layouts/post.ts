import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { article } from '../parts/article.ts';
import { editLink } from '../parts/edit-link.ts';
import { postMeta } from '../parts/meta.ts';
import { pager } from '../parts/pager.ts';
import type { PageView } from '../view.ts';
import { translateFor } from '../words.ts';
import { document } from './document.ts';

/** A post: dated, tagged, between its neighbours in time. */
export function post(view: PageView, site: Site): Html {
  const t = translateFor(view, site);
  const end = html`
    ${editLink(view.page, site, t)}
    ${pager(view, t)}
  `;
  return document({
    view,
    site,
    main: article(view, t, { meta: postMeta(view.page, site, t), end }),
  });
}
