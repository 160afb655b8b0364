import type { Site } from '../../../src/model/site.ts';
import type { Html } from '../html.ts';
import { article } from '../parts/article.ts';
import { articleEnd } from '../parts/end.ts';
import { meta, noFacts } from '../parts/meta.ts';
import { sidebar } from '../parts/sidebar.ts';
import type { PageView } from '../view.ts';
import { translateFor } from '../words.ts';
import { document } from './document.ts';

/** A page of documentation: among its collection, with a table of contents. */
export function doc(view: PageView, site: Site): Html {
  const t = translateFor(view, site);
  const facts = view.facts ?? noFacts;
  return document({
    view,
    site,
    sidebar: sidebar(view.collection, view.url, t),
    main: article(view, site, t, {
      meta: meta(view.page, facts, t),
      toc: true,
      end: articleEnd(view, site, t),
    }),
  });
}
