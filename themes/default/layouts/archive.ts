import type { Period, Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { listHead } from '../parts/list-head.ts';
import { prose } from '../parts/prose.ts';
import { viewTitle } from '../parts/view-title.ts';
import type { ArchiveView } from '../view.ts';
import { type Translate, translateFor } from '../words.ts';
import { document } from './document.ts';

/** The years of a collection, each with its months. */
export function archive(view: ArchiveView, site: Site): Html {
  const t = translateFor(view, site);
  const main = html`
    <div class="article">
    ${listHead(viewTitle(view, t), view.description)}
    <div class="article-body">
    ${view.intro !== undefined && prose(view.intro, t, site.proofs.get(view.intro.id))}
    <ol class="years" reversed>
    ${lines(view.years.map((one) => year(one, t)))}
    </ol>
    </div>
    </div>
  `;
  return document({ view, site, main });
}

function year({ name, url, count, periods }: Period, t: Translate): Html {
  return html`
    <li>
    <h2><a href="${url}">${name}</a></h2> <span class="count">${t('pageCount', { count })}</span>
    ${periods.length > 0 && periodLinks(periods, t)}
    </li>
  `;
}

/** The months of a year or the days of a month that have pages, the first one first. */
export function periodLinks(periods: readonly Period[], t: Translate): Html {
  return html`
    <ol class="periods">
    ${lines(periods.toReversed().map((one) => periodLink(one, t)))}
    </ol>
  `;
}

function periodLink({ name, url, count }: Period, t: Translate): Html {
  const label = name.length === 7 ? t.month(name) : t.day(name);
  return html`<li><a href="${url}">${label}</a> <span class="count"><span aria-hidden="true">${count}</span><span class="aside">${t('pageCount', { count })}</span></span></li>`;
}
