import type { Taxonomy, View } from '../../../src/model/site.ts';
import type { Translate } from '../words.ts';
import { periodName } from './period-name.ts';

/** What a view is called: its own title, or the theme's name for what has no author. */
export function viewTitle(view: View, t: Translate): string {
  switch (view.kind) {
    case 'taxonomy':
      return view.intro === undefined ? taxonomyTitle(view.taxonomy, t) : view.title;
    case 'archive':
      return view.intro === undefined
        ? t('archiveOf', { name: view.collection.config.title })
        : view.title;
    case 'period': {
      const { page } = view.pagination;
      const { title: name } = view.collection.config;
      const title = view.intro?.title ?? `${name}, ${periodName(view.period.name, t)}`;
      return page === 1 ? title : t('titleAndPage', { title, page });
    }
    case 'search':
      return view.intro === undefined ? t('search') : view.title;
    case 'not-found':
      return t('notFound');
    case 'list':
    case 'term': {
      const { page } = view.pagination;
      return page === 1 ? view.title : t('titleAndPage', { title: view.title, page });
    }
    default:
      return view.title;
  }
}

/** What taxonomies are called where nobody has given them another title. */
const ownTitles = {
  tags: 'Tags',
  categories: 'Categories',
  series: 'Series',
  authors: 'Authors',
} as const;

/** In the language of the page, where the site has given it no other title. */
export function taxonomyTitle({ name, title }: Taxonomy, t: Translate): string {
  const own = isOwn(name) ? name : undefined;
  return own !== undefined && title === ownTitles[own] ? t(own) : title;
}

function isOwn(name: string): name is keyof typeof ownTitles {
  return Object.hasOwn(ownTitles, name);
}
