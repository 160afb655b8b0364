import type { Collection, Site } from '../../../src/model/site.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { Translate } from '../words.ts';
import { taxonomyTitle } from './view-title.ts';

/** From a list of posts to its archive and to what its pages are grouped by. */
export function browse({ archive }: Collection, site: Site, t: Translate): Html | undefined {
  const links = [
    ...(archive === undefined ? [] : [{ title: t('archive'), url: archive.url }]),
    ...site.taxonomies.map((one) => ({ title: taxonomyTitle(one, t), url: one.url })),
  ];
  if (links.length === 0) return undefined;
  return html`
    <nav class="browse" aria-label="${t('browse')}">
    <ul>
    ${lines(links.map(({ title, url }) => html`<li><a href="${url}">${title}</a></li>`))}
    </ul>
    </nav>
  `;
}
