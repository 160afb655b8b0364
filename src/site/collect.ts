import type { CollectionConfig, Config, NavigationLink } from '../model/config.ts';
import type { Page } from '../model/page.ts';
import type { Collection, Proof, Site } from '../model/site.ts';
import { isCollectionIndex, listPath } from './collection-of.ts';
import { byDate } from './dates.ts';
import { orderOf, sidebarOf } from './sidebar.ts';
import { tagsOf } from './tags.ts';
import { compareText } from './text-order.ts';
import { encodePath } from './urls.ts';

export interface CollectInput {
  readonly pages: readonly Page[];
  /** By page id. */
  readonly proofs: ReadonlyMap<string, Proof>;
  /** By page id. */
  readonly coverage: Site['coverage'];
  readonly config: Pick<Config, 'collections' | 'site'>;
}

/** Puts the pages in order: collections, their sidebars and lists, tags, feeds. */
export function collect({ pages, proofs, coverage, config }: CollectInput): Site {
  const { base } = config.site;
  const collections = config.collections.map((one) =>
    collectOne(
      one,
      pages.filter(({ collection }) => collection === one.name),
      proofs,
      base,
    ),
  );
  return {
    config: { ...config.site, navigation: config.site.navigation.map(withBase(base)) },
    pages,
    collections,
    tags: tagsOf(pages, base),
    proofs,
    coverage,
    feeds: config.site.url === undefined ? [] : collections.filter(hasFeed).map(feedLink),
  };
}

/** A path of the site is written without its base, so that the same configuration serves any. */
function withBase(base: string): (link: NavigationLink) => NavigationLink {
  return ({ label, link }) => ({
    label,
    link:
      link.startsWith('/') && !/^\/\//.test(link) && !link.startsWith(base)
        ? base + link.slice(1)
        : link,
  });
}

/**
 * The `index.md` of a folder of posts or runbooks introduces the list and is no item of it; that of
 * a folder of docs is the first of the docs.
 */
function collectOne(
  config: CollectionConfig,
  pages: readonly Page[],
  proofs: Site['proofs'],
  base: string,
): Collection {
  const index = pages.find((page) => isCollectionIndex(page, config));
  const listUrl = index?.url ?? base + encodePath(listPath(config));
  const url = pages.length === 0 ? undefined : listUrl;
  const items = pages.filter((page) => page !== index);
  switch (config.kind) {
    case 'post':
      return { config, pages: byDate(items), url, navigation: [] };
    case 'doc':
      return { config, url, ...sidebarOf(pages, config, proofs) };
    case 'runbook': {
      const { navigation } = sidebarOf(items, config, proofs);
      return { config, pages: byOrder(items), url, navigation };
    }
    case 'page':
      return { config, pages: byOrder(pages), navigation: [] };
  }
}

function byOrder(pages: readonly Page[]): readonly Page[] {
  return pages
    .map((page) => ({ page, order: orderOf(page), folded: page.title.toLowerCase() }))
    .sort(
      (a, b) =>
        a.order - b.order ||
        compareText(a.folded, b.folded) ||
        compareText(a.page.title, b.page.title) ||
        compareText(a.page.id, b.page.id),
    )
    .map(({ page }) => page);
}

function hasFeed({ config, pages }: Collection): boolean {
  return config.kind === 'post' && pages.some(({ frontmatter }) => frontmatter.date !== undefined);
}

function feedLink({ config, url = '' }: Collection): { title: string; url: string } {
  return { title: config.title, url: `${url}feed.xml` };
}
