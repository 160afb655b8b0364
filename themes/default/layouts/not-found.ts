import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { rose } from '../parts/mark.ts';
import { listLinks } from '../parts/versions.ts';
import type { NotFoundView } from '../view.ts';

/** What a server shows for an address that has no page. */
export function notFound(props: PageProps<NotFoundView>): Html {
  const { site, t, parts, layouts } = props;
  const { home, search } = site.config;
  const main = html`
    <div class="article lost">
    ${rose}
    ${parts.listHead(props, { title: t('notFoundHeading'), description: t('notFoundText') })}
    <div class="article-body">
    <ul class="brief">
    <li><a href="${home}">${t('home')}</a></li>
    ${search !== undefined && html`<li><a href="${search.url}">${t('search')}</a></li>`}
    ${lines(listLinks(site).map(({ label, link }) => html`<li><a href="${link}">${label}</a></li>`))}
    </ul>
    </div>
    </div>
  `;
  return layouts.document(props, { main });
}
