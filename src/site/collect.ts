import type { CollectionConfig, Config, NavigationLink } from '../model/config.ts';
import type { SiteData } from '../model/data.ts';
import type { FolderMetas } from '../model/folder.ts';
import type { PageHistory } from '../model/history.ts';
import type { Page } from '../model/page.ts';
import type { Collection, Proof, Site } from '../model/site.ts';
import { archiveOf, datedPages } from './archives.ts';
import { isCollectionIndex, listPath } from './collection-of.ts';
import { byDate } from './dates.ts';
import { collectionFeeds, feedLinks } from './feed-plan.ts';
import { orderOf, type SidebarInput, sidebarOf } from './sidebar.ts';
import { authorsOf, taxonomiesOf } from './taxonomies.ts';
import { compareText } from './text-order.ts';
import { encodePath } from './urls.ts';

export interface CollectInput {
  readonly pages: readonly Page[];
  /** By page id. */
  readonly proofs: ReadonlyMap<string, Proof>;
  /** By page id. */
  readonly coverage: Site['coverage'];
  /** What git knows of the files of the content, by their paths. */
  readonly history?: ReadonlyMap<string, PageHistory> | undefined;
  readonly data?: SiteData | undefined;
  /** What folders say of their place in a sidebar. */
  readonly folders?: FolderMetas | undefined;
  readonly config: Pick<Config, 'collections' | 'site' | 'taxonomies' | 'authors' | 'feeds'>;
}

/** Puts the pages in order: collections, their sidebars, lists and archives, taxonomies, feeds. */
export function collect(input: CollectInput): Site {
  const { pages, proofs, coverage, config, folders } = input;
  const { base } = config.site;
  const collections = config.collections.map((one) =>
    collectOne(
      one,
      pages.filter(({ collection }) => collection === one.name),
      { proofs, folders: folders ?? new Map() },
      base,
    ),
  );
  const old = new Set(config.collections.filter(isOld).map(({ name }) => name));
  const listed = pages.filter(
    ({ frontmatter, collection, fallbackOf }) =>
      !frontmatter.unlisted && !old.has(collection) && fallbackOf === undefined,
  );
  const taxonomies = taxonomiesOf(byDate(listed), config);
  return {
    config: { ...config.site, navigation: config.site.navigation.map(withBase(base)) },
    pages,
    collections,
    taxonomies,
    tags: taxonomies.find(({ name }) => name === 'tags')?.terms ?? [],
    authors: [...authorsOf(config).values()],
    data: input.data ?? {},
    proofs,
    coverage,
    history: historiesOf(pages, input.history),
    feeds: collectionFeeds(collections, config).flatMap((plan) => feedLinks(plan, config)),
  };
}

function historiesOf(
  pages: readonly Page[],
  files: ReadonlyMap<string, PageHistory> = new Map(),
): Site['history'] {
  const known = new Map<string, PageHistory>();
  if (files.size === 0) return known;
  for (const { id, source } of pages) {
    const history = files.get(source.path);
    if (history !== undefined) known.set(id, history);
  }
  return known;
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
  all: readonly Page[],
  known: SidebarInput,
  base: string,
): Collection {
  const index = all.find((page) => isCollectionIndex(page, config));
  const pages = all.filter(({ frontmatter }) => !frontmatter.unlisted);
  const listUrl = index?.url ?? base + encodePath(listPath(config));
  // Pages beside the versions of a collection leave the list to the latest.
  const isBeside = config.versions !== undefined && config.version === undefined;
  const url = pages.length === 0 || isBeside ? undefined : listUrl;
  const items = pages.filter((page) => page !== index);
  const archive = config.archive && archiveOf(datedPages(items), config, base);
  const common = { config, ...(archive === undefined ? {} : { archive }) };
  switch (config.kind) {
    case 'post':
      return { ...common, pages: byDate(items), url, navigation: [] };
    case 'doc':
      return { ...common, url, ...sidebarOf(pages, config, known) };
    case 'runbook': {
      return { ...common, url, ...sidebarOf(items, config, known) };
    }
    case 'page':
      return { ...common, pages: byOrder(pages), navigation: [] };
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

/** Terms lead to what holds now, not to what held in an earlier version. */
function isOld({ version, versions = [] }: CollectionConfig): boolean {
  return versions.some(({ name, status }) => name === version && status !== 'latest');
}
