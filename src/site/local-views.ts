import type { CollectionConfig, Config } from '../model/config.ts';
import { splitId } from '../model/locale.ts';
import type { Page } from '../model/page.ts';
import type { Collection, Site, Translation, VersionLink, View } from '../model/site.ts';
import { isCollectionIndex, pathInCollection } from './collection-of.ts';
import { views } from './views.ts';

/** The views of a site in all its languages; each knows what it is in the others and in other versions. */
export function localViews(
  sites: readonly Site[],
  config: Pick<Config, 'locales' | 'collections'>,
): readonly View[] {
  const isPlain =
    config.locales.length === 0 && config.collections.every(({ versions }) => !versions);
  if (isPlain) return sites.flatMap((site) => [...views(site)]);
  const made = sites.flatMap((site) => [...views(site)].map((view) => ({ site, view })));
  const byKey = new Map<string, Translation[]>();
  for (const { view, site } of made) {
    const key = keyOf(view, config);
    if (key === undefined || site.locale === undefined) continue;
    const found = byKey.get(key) ?? [];
    byKey.set(key, found);
    found.push({
      locale: site.locale,
      url: view.url,
      isFallback: pageOf(view)?.fallbackOf !== undefined,
    });
  }
  const versions = versionFinder(sites);
  const pages = new Map(
    sites.flatMap((site) => site.pages.map((page) => [page.id, page] as const)),
  );
  return made.map(({ view, site }) => {
    const translations = byKey.get(keyOf(view, config) ?? '');
    const own = versions(view);
    const original = originalOf(view, own, (id) => {
      const page = pages.get(id);
      return page && { url: page.url, versions: versions.of(page) };
    });
    // Before all else: what draws a page in another thread puts its own keys behind these.
    return {
      ...(site.locale === undefined ? {} : { locale: site.locale }),
      ...(translations === undefined ? {} : { translations }),
      ...(own === undefined ? {} : { versions: own }),
      ...(original === undefined ? {} : { original }),
      ...view,
    };
  });
}

/** What a view and its translations have in common; undefined for what has none. */
function keyOf(view: View, { locales }: Pick<Config, 'locales'>): string | undefined {
  switch (view.kind) {
    case 'home':
      return 'home';
    case 'page': {
      const { page, collection } = view;
      if (isCollectionIndex(page, collection.config)) return listKey(collection.config, 1);
      return `page ${splitId(page.id, locales).path}`;
    }
    case 'list':
      return listKey(view.collection.config, view.pagination.page);
    case 'runbooks':
      return listKey(view.collection.config, 1);
    case 'status':
      return `status ${listKey(view.collection.config, 1)}`;
    case 'taxonomy':
      return `taxonomy ${view.taxonomy.name}`;
    case 'term':
      return `term ${view.taxonomy.name} ${view.term.slug} ${view.pagination.page}`;
    case 'archive':
      return `archive ${view.collection.config.origin}`;
    case 'period':
      return `period ${view.collection.config.origin} ${view.period.name} ${view.pagination.page}`;
    case 'search':
      return 'search';
    case 'not-found':
      return undefined;
  }
}

function listKey(
  { kind, folder, locale, origin, name, version }: CollectionConfig,
  page: number,
): string {
  // The `index.md` of the content folder is the front page.
  const isTop = folder === '' || folder === locale?.toLowerCase();
  if (kind === 'page' && isTop) return 'home';
  return `list ${origin ?? name} ${version ?? ''} ${page}`;
}

function pageOf(view: View): Page | undefined {
  if (view.kind === 'page') return view.page;
  return 'intro' in view ? view.intro : undefined;
}

interface FindVersions {
  (view: View): readonly VersionLink[] | undefined;
  of(page: Page): readonly VersionLink[] | undefined;
}

/** What a view is in the versions of its collection. */
function versionFinder(sites: readonly Site[]): FindVersions {
  const collections = sites.flatMap((site) => site.collections);
  const keyed = new Map(collections.map((one) => [one.config.name, one]));
  const siblings = (config: CollectionConfig): readonly Collection[] =>
    collections.filter(
      (one) => one.config.origin === config.origin && one.config.locale === config.locale,
    );
  const pagesOf = new Map<Collection, ReadonlyMap<string, Page>>();
  const pageAt = (collection: Collection, path: string): Page | undefined => {
    const known =
      pagesOf.get(collection) ??
      new Map(collection.pages.map((page) => [pathInCollection(page, collection.config), page]));
    pagesOf.set(collection, known);
    return known.get(path);
  };
  const find = (config: CollectionConfig, path: string): readonly VersionLink[] | undefined => {
    if (config.versions === undefined || config.version === undefined) return undefined;
    const all = siblings(config);
    return config.versions.flatMap((version) => {
      const there = all.find((one) => one.config.version === version.name);
      const page = there && pageAt(there, path);
      const url = page?.url ?? there?.url;
      if (url === undefined) return [];
      const isCurrent = version.name === config.version;
      return [{ ...version, url, hasPage: page !== undefined || path === 'index', isCurrent }];
    });
  };
  const of = (page: Page): readonly VersionLink[] | undefined => {
    const collection = keyed.get(page.collection);
    return collection && find(collection.config, pathInCollection(page, collection.config));
  };
  const byView = (view: View): readonly VersionLink[] | undefined => {
    if (view.kind === 'page') return of(view.page);
    return 'collection' in view ? find(view.collection.config, 'index') : undefined;
  };
  return Object.assign(byView, { of });
}

/** What search engines are to find instead: the page itself in the default language, in the latest version. */
function originalOf(
  view: View,
  versions: readonly VersionLink[] | undefined,
  byId: (
    id: string,
  ) => { readonly url: string; readonly versions: readonly VersionLink[] | undefined } | undefined,
): string | undefined {
  const id = pageOf(view)?.fallbackOf;
  const source = id === undefined ? undefined : byId(id);
  const latest = latestOf(source === undefined ? versions : source.versions);
  const url = latest ?? source?.url;
  return url === view.url ? undefined : url;
}

/** Undefined where the page is only in other versions. */
function latestOf(versions: readonly VersionLink[] | undefined): string | undefined {
  return versions?.find(({ status, hasPage }) => status === 'latest' && hasPage)?.url;
}
