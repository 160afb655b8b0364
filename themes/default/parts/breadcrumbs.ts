import type { Site } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { foldersOf } from '../shown-nodes.ts';
import type { PageView } from '../view.ts';

/** A step on the way to a page: the list of a collection, or a folder, which may have no page of its own. */
export interface Crumb {
  readonly title: string;
  readonly url?: string | undefined;
}

/** From the list of the collection to the folder of a page. */
export function crumbsOf({ collection, url }: PageView, { config }: Site): readonly Crumb[] {
  const list = collection.url;
  const own = list === undefined || list === url || list === config.home;
  const folders = foldersOf(collection.navigation, url).filter((one) => one.url !== list);
  return [
    ...(own ? [] : [{ title: collection.config.title, url: list }]),
    ...folders.map((folder) => ({ title: folder.label, url: folder.url })),
  ];
}

/** The way to a page, without the page itself: its title stands below. */
export function breadcrumbs({ view, site, t }: PageProps<PageView>): Html | undefined {
  const crumbs = crumbsOf(view, site);
  if (crumbs.length === 0) return undefined;
  return html`
    <nav class="breadcrumbs" aria-label="${t('breadcrumbs')}">
    <ol>
    ${lines(crumbs.map(({ title, url }) => html`<li>${url === undefined ? title : html`<a href="${url}">${title}</a>`}</li>`))}
    </ol>
    </nav>
  `;
}
