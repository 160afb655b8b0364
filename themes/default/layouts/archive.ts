import type { Period } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { viewTitle } from '../parts/view-title.ts';
import type { ArchiveView } from '../view.ts';
import type { Translate } from '../words.ts';

/** The years of a collection, each with its months. */
export function archive(props: PageProps<ArchiveView>): Html {
  const { view, site, t, parts, layouts } = props;
  const { description, intro } = view;
  const main = html`
    <div class="article log">
    ${parts.listHead(props, { title: viewTitle(view, t), description, intro })}
    <div class="article-body">
    ${intro !== undefined && parts.prose(props, { page: intro, proof: site.proofs.get(intro.id) })}
    <ol class="years" reversed>
    ${lines(view.years.map((one) => year(one, t)))}
    </ol>
    </div>
    </div>
  `;
  return layouts.document(props, { main });
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
