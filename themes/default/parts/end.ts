import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import type { PageView } from '../view.ts';
import type { Translate } from '../words.ts';
import { authorCards } from './author-card.ts';
import { pager } from './pager.ts';
import { relatedList } from './related.ts';
import { seriesPager } from './series-box.ts';
import { sourceLine } from './source-line.ts';

/** What follows an article: what to read next, who wrote it, its neighbours. */
export function articleEnd(view: PageView, site: Site, t: Translate): Html {
  return html`
    ${seriesPager(view, t)}
    ${relatedList(view, t)}
    ${authorCards(view.facts?.authors ?? [], t)}
    ${sourceLine(view, site, t)}
    ${pager(view, t)}
  `;
}
