import { calendarDay } from '../../../src/model/calendar-day.ts';
import type { Page } from '../../../src/model/page.ts';
import type { PageLink } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { periodName } from '../parts/period-name.ts';
import { pageDate } from '../parts/time.ts';
import type { PeriodView } from '../view.ts';
import type { Translate } from '../words.ts';
import { periodLinks } from './archive.ts';

/** What is dated in a year, a month or a day: a year as a table of contents, the others with excerpts. */
export function period(props: PageProps<PeriodView>): Html {
  const { view, site, t, parts, layouts } = props;
  const { intro, period, above, description, items, facts, pagination } = view;
  const isYear = period.name.length === 4;
  const way = html`
    <nav class="way" aria-label="${t('breadcrumbs')}">
    <ol>
    ${lines(above.map((one, at) => html`<li><a href="${one.url}">${at === 0 ? t('archive') : periodName(one.title, t)}</a></li>`))}
    </ol>
    </nav>
  `;
  const main = html`
    <div class="article log">
    ${way}
    ${parts.listHead(props, { title: heading(view, t), description, intro })}
    <div class="article-body">
    ${intro !== undefined && parts.prose(props, { page: intro, proof: site.proofs.get(intro.id) })}
    ${period.periods.length > 0 && periodLinks(period.periods, t)}
    ${isYear ? contents(items, t) : parts.entryList(props, { items, facts })}
    ${parts.pagination(props, { pagination, order: 'date' })}
    ${neighbours(view, t)}
    </div>
    </div>
  `;
  return layouts.document(props, { main });
}

/** The collection is named above it. */
function heading({ intro, period, pagination }: PeriodView, t: Translate): string {
  const title = intro?.title ?? periodName(period.name, t);
  const { page } = pagination;
  return page === 1 ? title : t('titleAndPage', { title, page });
}

/** Titles by month. */
function contents(pages: readonly Page[], t: Translate): Html {
  const months = new Map<string, Page[]>();
  for (const page of pages) {
    const month = dayOf(page).slice(0, 7);
    const known = months.get(month);
    if (known === undefined) months.set(month, [page]);
    else known.push(page);
  }
  return html`${lines(
    [...months].map(
      ([month, members]) => html`
        <section class="month">
        <h2>${t.month(month)}</h2>
        <ul class="brief">
        ${lines(members.map((page) => html`<li><a href="${page.url}">${page.title}</a>${day(page, t)}</li>`))}
        </ul>
        </section>
      `,
    ),
  )}`;
}

function dayOf({ frontmatter: { date } }: Page): string {
  return date === undefined ? '' : calendarDay(date);
}

function day({ frontmatter: { date } }: Page, t: Translate): Html | false {
  return date !== undefined && html` ${pageDate(date, t)}`;
}

function neighbours({ earlier, later }: PeriodView, t: Translate): Html | undefined {
  if (earlier === undefined && later === undefined) return undefined;
  return html`
    <nav class="pager" aria-label="${t('earlierAndLater')}">
    ${earlier !== undefined && neighbour(earlier, 'prev', t)}
    ${later !== undefined && neighbour(later, 'next', t)}
    </nav>
  `;
}

function neighbour({ title, url }: PageLink, relation: 'prev' | 'next', t: Translate): Html {
  const word = relation === 'prev' ? t('earlier') : t('later');
  return html`<a class="pager-${relation}" rel="${relation}" href="${url}"><span>${word}</span> ${periodName(title, t)}</a>`;
}
