import type { PageProps } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { badge } from '../parts/badge.ts';
import { runbookRows } from '../runbook-rows.ts';
import type { StatusView } from '../view.ts';

/** The state of all runbooks for a screen on a wall: nothing but what is read from afar. */
export function status(props: PageProps<StatusView>): Html {
  const { view, site, t, parts } = props;
  const rows = runbookRows(view.collection.pages, site);
  return html`
    <!doctype html>
    <html lang="${site.config.language}"${attribute('dir', site.config.direction === 'rtl' && 'rtl')}>
    ${parts.head(props)}
    <body class="wall">
    <main>
    <h1>${view.title}</h1>
    <ul>
    ${lines(rows.map(({ page, badge: state }) => html`<li>${badge(state, t)} <a href="${page.url}">${page.title}</a></li>`))}
    </ul>
    </main>
    </body>
    </html>
  `;
}
