import type { Site, View } from '../../../src/model/site.ts';
import { attribute, type Html, html } from '../html.ts';
import { footer } from '../parts/footer.ts';
import { head } from '../parts/head.ts';
import { header } from '../parts/header.ts';
import { notices } from '../parts/notices.ts';
import { translateFor } from '../words.ts';

/** The target of the skip link. A colon, for no heading of an article gets an id with one. */
export const mainId = 'page:main';

/** The whole document around the content of `<main>`. */
export function document(input: {
  readonly view: View;
  readonly site: Site;
  readonly main: Html;
  readonly sidebar?: Html | undefined;
}): Html {
  const { view, site, main, sidebar } = input;
  const t = translateFor(view, site);
  return html`
    <!doctype html>
    <html lang="${site.config.language}"${attribute('dir', site.config.direction === 'rtl' && 'rtl')}>
    ${head(view, site, t)}
    <body>
    <a class="skip" href="#${mainId}">${t('skipToContent')}</a>
    ${header(view, site, t)}
    <div class="frame"${attribute('data-sidebar', sidebar !== undefined)}>
    ${sidebar}
    <main id="${mainId}" tabindex="-1">
    ${notices(view, site, t)}
    ${main}
    </main>
    </div>
    ${footer(site, t)}
    </body>
    </html>
  `;
}
