import type { Page } from '../model/page.ts';
import type { Collection, PageLink, SeriesParts, Site, View } from '../model/site.ts';
import { wallUrl } from '../model/wall.ts';
import { archiveViews } from './archive-views.ts';
import { isCollectionIndex } from './collection-of.ts';
import { mostEntries, parted } from './parted.ts';
import { relatedPages } from './related.ts';
import { searchShards } from './search-plan.ts';
import { partsAround } from './series.ts';
import { termViews } from './term-views.ts';
import { decodePath, outputOf } from './urls.ts';
import { contextOf, type ViewContext } from './view-context.ts';

/**
 * Every HTML page of a site. A list takes the URL of its folder's `index.md`, or of a page that stands
 * alone, and shows it as its introduction; the front page is `index.md` of the content folder, or a
 * page of its own without.
 */
export function* views(site: Site): Generator<View> {
  const context = contextOf(site);
  const lists = new Map(
    site.collections.map((one) => [
      one,
      [...listViews(one, context), ...archiveViews(one, context)],
    ]),
  );
  const terms = [...termViews(context)];
  const search = [...searchView(context)];
  const made = [...lists.values(), terms, search].flat();
  const intros = new Set(made.map((view) => ('intro' in view ? view.intro : undefined)));
  const link = linker();
  const series = seriesFinder(context, link);
  for (const collection of site.collections) {
    yield* pageViews(collection, { ...context, intros, series, link });
    yield* lists.get(collection) ?? [];
  }
  const taken = new Set([...site.pages, ...made].map(({ outputPath }) => outputPath));
  for (const wall of site.collections.flatMap((one) => wallView(one, site))) {
    if (!taken.has(wall.outputPath)) yield wall;
  }
  const home = homeView(site);
  if (!taken.has(home.outputPath)) yield home;
  yield* terms;
  yield* search;
  const isMain = site.locales?.find(({ tag }) => tag === site.locale)?.isDefault ?? true;
  const lost = notFoundView(site, isMain);
  if (!taken.has(lost.outputPath)) yield lost;
}

interface PagesContext extends ViewContext {
  /** Pages that lists show above themselves. */
  readonly intros: ReadonlySet<Page | undefined>;
  readonly series: (page: Page) => SeriesParts | undefined;
  readonly link: (page: Page) => PageLink;
}

function* pageViews(collection: Collection, context: PagesContext): Generator<View> {
  const { site, intros, facts, link } = context;
  const { pages, config } = collection;
  const isRow = config.kind === 'post' || config.kind === 'doc';
  const related = relatedPages(pages, likeness(site), config.related ?? 0);
  const unlisted = site.pages.filter(
    (page) => page.frontmatter.unlisted && page.collection === config.name,
  );
  for (const [index, page] of [...pages, ...unlisted].entries()) {
    if (intros.has(page)) continue;
    const isListed = isRow && index < pages.length;
    const [before, after] = isListed ? [pages[index - 1], pages[index + 1]] : [];
    // Posts are kept newest first: the one before in time is the one after in the list.
    const [previous, next] = config.kind === 'post' ? [after, before] : [before, after];
    const like = related.get(page);
    const series = context.series(page);
    yield {
      kind: 'page',
      url: page.url,
      outputPath: page.outputPath,
      title: page.title,
      description: page.frontmatter.description ?? page.summary,
      page,
      collection,
      ...(previous === undefined ? {} : { previous: link(previous) }),
      ...(next === undefined ? {} : { next: link(next) }),
      ...proofOf(page, site),
      ...historyOf(page, site),
      facts: facts(page),
      ...(series === undefined ? {} : { series }),
      ...(like === undefined ? {} : { related: like.map(link) }),
    };
  }
}

/** What makes pages alike. Those of one series lead to each other anyway. */
function likeness({ taxonomies }: Site): Site['taxonomies'] {
  return taxonomies.filter(({ name }) => name !== 'series' && name !== 'authors');
}

function proofOf(page: Page, site: Site): Pick<Extract<View, { kind: 'page' }>, 'proof'> {
  const proof = site.proofs.get(page.id);
  return proof === undefined ? {} : { proof };
}

function historyOf(page: Page, site: Site): Pick<Extract<View, { kind: 'page' }>, 'history'> {
  const history = site.history.get(page.id);
  return history === undefined ? {} : { history };
}

/** One object for each page: many others lead to it. */
function linker(): (page: Page) => PageLink {
  const known = new Map<Page, PageLink>();
  return (page) => {
    const link = known.get(page) ?? { title: page.title, url: page.url };
    known.set(page, link);
    return link;
  };
}

function seriesFinder(
  { site, facts }: ViewContext,
  link: (page: Page) => PageLink,
): (page: Page) => SeriesParts | undefined {
  const terms = site.taxonomies.find(({ name }) => name === 'series')?.terms ?? [];
  const byUrl = new Map(terms.map((term) => [term.url, term]));
  return (page) => {
    const place = facts(page).series;
    const term = place && byUrl.get(place.url ?? '');
    if (place === undefined || term === undefined) return undefined;
    return partsAround(term, term.pages, place.part - 1, link);
  };
}

function* listViews(collection: Collection, context: ViewContext): Generator<View> {
  const { site, facts, introAt } = context;
  const { config, url, pages } = collection;
  if (url === undefined || config.kind === 'page') return;
  // A folder of docs that has a front page of its own needs no list.
  if (config.kind === 'doc' && indexOf(collection, site) !== undefined) return;
  const intro = indexOf(collection, site) ?? introAt(outputOf(url, site.config.base));
  const base = {
    title: intro?.title ?? config.title,
    description: intro?.frontmatter.description ?? config.description,
    collection,
    ...(intro === undefined ? {} : { intro }),
  };
  if (config.kind === 'runbook') {
    yield { kind: 'runbooks', url, outputPath: outputOf(url, site.config.base), ...base };
    return;
  }
  const size = config.kind === 'doc' ? Math.max(config.pageSize, mostEntries) : config.pageSize;
  for (const part of parted(pages, url, size)) {
    const isFirst = part.pagination.page === 1;
    yield {
      kind: 'list',
      ...base,
      ...part,
      facts: part.items.map(facts),
      intro: isFirst ? intro : undefined,
      outputPath: outputOf(part.url, site.config.base),
    };
  }
}

/** The `index.md` of its own folder. */
function indexOf({ config }: Collection, site: Site): Page | undefined {
  return site.pages.find(
    (page) => page.collection === config.name && isCollectionIndex(page, config),
  );
}

/** Below the index of runbooks, where there is one. */
function wallView(collection: Collection, { config: { base }, proofs }: Site): readonly View[] {
  const { config, url: list, pages } = collection;
  const hasProof = pages.some(({ id }) => proofs.has(id));
  if (list === undefined || config.kind !== 'runbook' || !hasProof) return [];
  const url = wallUrl(list);
  const { title, description } = config;
  return [{ kind: 'status', url, outputPath: outputOf(url, base), title, description, collection }];
}

function* searchView({ site, introAt }: ViewContext): Generator<View> {
  const { search, base } = site.config;
  if (search === undefined) return;
  const outputPath = outputOf(search.url, base);
  const intro = introAt(outputPath);
  // Of a page that cannot be shown above it, it is the address.
  if (site.pages.some((page) => page.outputPath === outputPath && page !== intro)) return;
  const [first, ...others] = searchShards(site);
  yield {
    kind: 'search',
    url: search.url,
    outputPath,
    title: intro?.title ?? 'Search',
    description: intro?.frontmatter.description ?? '',
    ...(first && { index: { url: base + first.folder, shards: 1 + others.length } }),
    ...(intro === undefined ? {} : { intro }),
  };
}

function homeView(site: Site): View {
  const { title, description, home, base } = site.config;
  const { collections } = site;
  const outputPath = outputOf(home, base);
  return { kind: 'home', url: home, outputPath, title, description, collections };
}

/** One for each language, in its folder; that of the default one is where all servers look. */
function notFoundView(site: Site, isMain: boolean): View {
  const { base, home } = site.config;
  const url = `${isMain ? base : home}404.html`;
  return {
    kind: 'not-found',
    url,
    outputPath: decodePath(url.slice(base.length)),
    title: 'Page not found',
    description: '',
  };
}
