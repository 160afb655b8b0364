import type { Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { listHead } from '../parts/list-head.ts';
import { isOldVersion } from '../parts/versions.ts';
import type { NotFoundView } from '../view.ts';
import { translateFor } from '../words.ts';
import { document } from './document.ts';

/** What a server shows for an address that has no page. */
export function notFound(view: NotFoundView, site: Site): Html {
  const t = translateFor(view, site);
  const places = site.collections.flatMap(({ config, url }) =>
    url === undefined || isOldVersion(config) ? [] : [{ title: config.title, url }],
  );
  const main = html`
    <div class="article">
    ${listHead(t('notFoundHeading'), t('notFoundText'))}
    <div class="article-body prose">
    <ul>
    <li><a href="${site.config.home}">${t('home')}</a></li>
    ${lines(places.map(({ title, url }) => html`<li><a href="${url}">${title}</a></li>`))}
    </ul>
    </div>
    </div>
  `;
  return document({ view, site, main });
}
