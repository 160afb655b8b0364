import type { Site } from '../../../src/model/site.ts';
import type { Html } from '../html.ts';
import { article } from '../parts/article.ts';
import { articleEnd } from '../parts/end.ts';
import { noFacts, postMeta } from '../parts/meta.ts';
import type { PageView } from '../view.ts';
import { translateFor } from '../words.ts';
import { document } from './document.ts';

/** A post: dated, tagged, between its neighbours in time. */
export function post(view: PageView, site: Site): Html {
  const t = translateFor(view, site);
  const facts = view.facts ?? noFacts;
  return document({
    view,
    site,
    main: article(view, site, t, {
      meta: postMeta(view.page, facts, site.config.language, t),
      end: articleEnd(view, site, t),
    }),
  });
}
