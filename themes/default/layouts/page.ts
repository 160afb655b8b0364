import type { Site } from '../../../src/model/site.ts';
import type { Html } from '../html.ts';
import { article } from '../parts/article.ts';
import { articleEnd } from '../parts/end.ts';
import type { PageView } from '../view.ts';
import { translateFor } from '../words.ts';
import { document } from './document.ts';

/** A page that stands alone, such as "about". */
export function page(view: PageView, site: Site): Html {
  const t = translateFor(view, site);
  return document({ view, site, main: article(view, site, t, { end: articleEnd(view, site, t) }) });
}
