import type { DocumentDetail, PageProps } from '../default/contract.ts';
import { type Html, html } from '../default/html.ts';

/** The text comes first: what leads elsewhere stands below it. */
export function document(props: PageProps, { main, sidebar, toc }: DocumentDetail): Html {
  const { site, parts } = props;
  return html`
    <!doctype html>
    <html lang="${site.config.language}" dir="${site.config.direction}">
    ${parts.head(props)}
    <body>
    ${parts.bodyStart(props)}
    ${parts.header(props)}
    <main>
    ${parts.notices(props)}
    ${parts.mainStart(props)}
    ${toc}
    ${main}
    ${parts.mainEnd(props)}
    </main>
    ${sidebar}
    ${parts.footer(props)}
    ${parts.bodyEnd(props)}
    </body>
    </html>
  `;
}
