import type { Collection, Site } from '../../../src/model/site.ts';
import type { Drawn, PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { SearchView } from '../view.ts';
import type { Translate } from '../words.ts';
import { isOldVersion } from './versions.ts';

/** So many of a collection; the list of the collection has the others. */
const mostLinks = 200;

/** Every page by its collection. */
export function searchLinks({ site, t }: PageProps<SearchView>): Drawn {
  const shown = collectionsOf(site);
  if (shown.length === 0) return undefined;
  return html`
    <div class="search-links">
    ${lines(shown.map((one) => section(one, t)))}
    </div>
  `;
}

function collectionsOf({ collections, config: { search } }: Site): readonly Collection[] {
  return collections.filter(
    ({ config, pages }) =>
      pages.length > 0 &&
      !isOldVersion(config) &&
      (search?.collections?.includes(config.origin ?? config.name) ?? true),
  );
}

function section({ config, url, pages }: Collection, t: Translate): Html {
  const shown = pages.slice(0, mostLinks);
  const all = t('allPages', { count: pages.length });
  return html`
    <section>
    <h2>${url === undefined ? config.title : html`<a href="${url}">${config.title}</a>`}</h2>
    <ul>
    ${lines(shown.map((page) => html`<li><a href="${page.url}">${page.title}</a></li>`))}
    </ul>
    ${shown.length < pages.length && html`<p>${url === undefined ? all : html`<a href="${url}">${all}</a>`}</p>`}
    </section>
  `;
}
