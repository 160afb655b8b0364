import type { Collection } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { taxonomyTitle } from './view-title.ts';

/** From a list of posts to its archive and to what its pages are grouped by. */
export function browse(
  { site, t }: PageProps,
  { collection }: { readonly collection: Collection },
): Html | undefined {
  const { archive } = collection;
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
