import { byNeed, countStates, type RunbookRow, runbookRows } from '../../../src/model/standing.ts';
import type { PageProps } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { badgeIcon } from '../parts/badge.ts';
import type { StatusView } from '../view.ts';

/** Up to so many tiles the type has this size; the more there are, the smaller it is. */
const sizes: readonly (readonly [most: number, size: string])[] = [
  [4, 'huge'],
  [9, 'large'],
  [18, 'medium'],
  [40, 'small'],
];

/** What fails takes more room than what does not. */
function sizeFor(rows: readonly RunbookRow[]): string {
  const tiles = rows.reduce((sum, { badge }) => sum + (badge === 'failing' ? 2 : 1), 0);
  return sizes.find(([most]) => tiles <= most)?.[1] ?? 'tiny';
}

/**
 * The state of all runbooks for a screen on a wall: what needs somebody first and large, nothing that
 * cannot be read from afar. It stands for itself, without the header and the footer of the site.
 */
export function status(props: PageProps<StatusView>): Html {
  const { view, site, t, parts } = props;
  const { config, pages, url = site.config.home } = view.collection;
  const rows = runbookRows(pages, site);
  const counts = countStates(rows.map(({ badge }) => badge));
  const isWell = counts.verified === rows.length;
  return html`
    <!doctype html>
    <html lang="${site.config.language}"${attribute('dir', site.config.direction === 'rtl' && 'rtl')}>
    ${parts.head(props)}
    <body>
    <main class="wall"${attribute('data-size', sizeFor(rows))}>
    <header class="wall-head">
    <h1><a href="${url}">${config.title}</a> <span>${site.config.title}</span></h1>
    <ul class="wall-counts">
    ${lines(byNeed.filter((state) => counts[state] > 0).map((state) => html`<li class="is-${state}">${badgeIcon(state)}<strong>${counts[state]}</strong> ${t(state)}</li>`))}
    </ul>
    </header>
    <p class="wall-silence" role="status" data-text="${t('noAnswerSince', { time: '{time}' })}" hidden></p>
    ${isWell && html`<p class="wall-well">${t('allVerified')}</p>`}
    <ul class="tiles">
    ${lines(rows.map((row) => parts.wallTile(props, { row })))}
    </ul>
    </main>
    </body>
    </html>
  `;
}
