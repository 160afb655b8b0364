import type { SeriesParts } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { PageView } from '../view.ts';
import type { Translate } from '../words.ts';

/** Where a page stands in its series; its other parts are behind the summary. */
export function series({ view, t }: PageProps<PageView>): Html | undefined {
  const { series } = view;
  if (series === undefined || series.parts < 2) return undefined;
  const { name, part, parts, shown } = series;
  const numbered = shown.map((one) =>
    one.part === part
      ? html`<li value="${one.part}" aria-current="page">${one.title}</li>`
      : html`<li value="${one.part}"><a href="${one.url}">${one.title}</a></li>`,
  );
  return html`
    <nav class="series" aria-label="${t('seriesNamed', { name })}">
    <details>
    <summary>${t.html('partOfSeries', { part, parts, name: html`<strong>${name}</strong>` })}</summary>
    <ol>
    ${lines(numbered)}
    </ol>
    ${all(series, t)}
    </details>
    </nav>
  `;
}

/** What a reader may go on with in the series, at the end; not where the next page is that anyway. */
export function seriesNext({ view, t }: PageProps<PageView>): Html | undefined {
  const { series, next: neighbour } = view;
  const next = series?.shown.find(({ part }) => part === series.part + 1);
  if (series === undefined || next === undefined || next.url === neighbour?.url) return undefined;
  return html`<p class="series-next">${t.html('nextInSeries', {
    name: series.name,
    title: html`<a href="${next.url}">${next.title}</a>`,
  })}</p>`;
}

function all({ url, parts, shown }: SeriesParts, t: Translate): Html | false {
  if (url === undefined || shown.length === parts) return false;
  return html`<p><a href="${url}">${t('allParts', { count: parts })}</a></p>`;
}
