import type { DocumentDetail, PageProps } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import { topId } from '../parts/to-top.ts';

/** The target of the skip link. A colon, for no heading of an article gets an id with one. */
export const mainId = 'page:main';

/** The whole document around the content of `<main>`. */
export function document(props: PageProps, { main, sidebar, toc }: DocumentDetail): Html {
  const { site, t, parts } = props;
  const hasBar = sidebar !== undefined || toc !== undefined;
  return html`
    <!doctype html>
    <html lang="${site.config.language}"${attribute('dir', site.config.direction === 'rtl' && 'rtl')}>
    ${parts.head(props)}
    <body id="${topId}">
    <a class="skip" href="#${mainId}">${t('skipToContent')}</a>
    ${parts.bodyStart(props)}
    ${parts.header(props)}
    <div class="frame"${attribute('data-sidebar', hasBar)}>
    ${
      hasBar &&
      html`
        <div class="page-bar">
        ${sidebar}
        ${toc}
        </div>
      `
    }
    <main id="${mainId}" tabindex="-1">
    ${parts.notices(props)}
    ${parts.mainStart(props)}
    ${main}
    ${parts.mainEnd(props)}
    ${parts.toTop(props)}
    </main>
    </div>
    ${parts.footer(props)}
    ${parts.bodyEnd(props)}
    </body>
    </html>
  `;
}
