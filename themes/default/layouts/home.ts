import type { Page } from '../../../src/model/page.ts';
import type { Collection, Site } from '../../../src/model/site.ts';
import { runbookRows } from '../../../src/model/standing.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { badge } from '../parts/badge.ts';
import { countRunbooks } from '../parts/count-runbooks.ts';
import { rose } from '../parts/mark.ts';
import { type Language, ownLanguage } from '../parts/own-language.ts';
import { phrase } from '../parts/phrase.ts';
import { pageDate } from '../parts/time.ts';
import { titleOf } from '../parts/title.ts';
import { isOldVersion } from '../parts/versions.ts';
import type { HomeView, PageView } from '../view.ts';
import type { Translate } from '../words.ts';

const latest = 5;

/** The front page that an author wrote: `index.md`. */
export function home(props: PageProps<PageView>): Html {
  const { view, site, t, parts, layouts } = props;
  const { page, proof } = view;
  const language = ownLanguage(page, site);
  const main = html`
    <div class="home">
    ${hero(titleOf(page, language), page.frontmatter.description ?? '', language)}
    ${proof !== undefined && parts.proofBanner(props, { page, proof })}
    ${parts.beforeArticle(props)}
    ${parts.prose(props, { page, proof })}
    ${parts.afterArticle(props)}
    ${sections(news(site), site, t)}
    </div>
  `;
  return layouts.document(props, { main });
}

/** The front page of a site whose author wrote none. */
export function front(props: PageProps<HomeView>): Html {
  const { view, site, t, layouts } = props;
  const main = html`
    <div class="home">
    ${hero(titleOf({ title: view.title }), view.description)}
    ${sections(view.collections, site, t)}
    </div>
  `;
  return layouts.document(props, { main });
}

function hero(title: Html, description: string, language: Language = []): Html {
  return html`
    <header class="hero">
    ${rose}
    ${title}
    ${description !== '' && html`<p class="lead"${language}>${phrase(description)}</p>`}
    </header>
  `;
}

/** Whether it works comes before what is new; an author's front page leads to the rest itself. */
function news({ collections }: Site): readonly Collection[] {
  const of = (kind: 'post' | 'runbook') => collections.filter(({ config }) => config.kind === kind);
  return [...of('runbook'), ...of('post')];
}

/** What is new and what is proven, beside each other. */
function sections(collections: readonly Collection[], site: Site, t: Translate): Html | undefined {
  const found = collections.map((one) => section(one, site, t)).filter((one) => one !== undefined);
  if (found.length === 0) return undefined;
  return html`
    <div class="home-sections">
    ${lines(found)}
    </div>
  `;
}

function section(collection: Collection, site: Site, t: Translate): Html | undefined {
  const { kind, title } = collection.config;
  const { pages, url } = collection;
  if (pages.length === 0 || kind === 'page' || isOldVersion(collection.config)) return undefined;
  if (kind === 'runbook') return runbookSection(collection, site, t);
  const shown = pages.slice(0, latest);
  return html`
    <section>
    <h2>${linked(title, url)}</h2>
    <ul class="brief">
    ${lines(shown.map((page) => html`<li>${linked(page.title, page.url)}${day(page, t)}</li>`))}
    </ul>
    ${more(shown.length < pages.length && url, pages.length, t)}
    </section>
  `;
}

function runbookSection(
  { config, pages, url }: Collection,
  site: Site,
  t: Translate,
): Html | undefined {
  const rows = runbookRows(pages, site);
  if (rows.length === 0) return undefined;
  const shown = rows.slice(0, latest);
  return html`
    <section>
    <h2>${linked(config.title, url)}</h2>
    <p class="count">${countRunbooks(rows, t)}</p>
    <ul class="brief">
    ${lines(shown.map((row) => html`<li>${linked(row.page.title, row.page.url)} ${badge(row.badge, t)}</li>`))}
    </ul>
    ${more(shown.length < rows.length && url, rows.length, t)}
    </section>
  `;
}

function day({ frontmatter: { date } }: Page, t: Translate): Html | false {
  return date !== undefined && html` ${pageDate(date, t)}`;
}

function linked(text: string, url: string | undefined): Html {
  return url === undefined ? html`${text}` : html`<a href="${url}">${text}</a>`;
}

function more(url: string | false | undefined, count: number, t: Translate): Html | false {
  return (
    url !== false &&
    url !== undefined &&
    html`<p class="more"><a href="${url}">${t('allCount', { count })}</a></p>`
  );
}
