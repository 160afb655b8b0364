import type { Page } from '../model/page.ts';
import type { Collection, PageLink, Pagination, Site, View } from '../model/site.ts';
import { isCollectionIndex } from './collection-of.ts';
import { decodePath } from './urls.ts';

/**
 * Every HTML page of a site. A list takes the URL of its folder's `index.md` and shows it as its
 * introduction; the front page is `index.md` of the content folder, or a page of its own without.
 */
export function* views(site: Site): Generator<View> {
  for (const collection of site.collections) {
    yield* pageViews(collection, site);
    yield* listViews(collection, site);
  }
  const taken = new Set(site.pages.map(({ outputPath }) => outputPath));
  if (!taken.has('index.html')) yield homeView(site);
  if (site.tags.length > 0) yield* tagViews(site);
  if (!taken.has('404.html')) yield notFoundView(site);
}

function* pageViews(collection: Collection, site: Site): Generator<View> {
  const { pages, config } = collection;
  for (const [index, page] of pages.entries()) {
    const [before, after] = [pages[index - 1], pages[index + 1]];
    // Posts are kept newest first: the one before in time is the one after in the list.
    const [previous, next] = config.kind === 'post' ? [after, before] : [before, after];
    const isRow = config.kind === 'post' || config.kind === 'doc';
    yield {
      kind: 'page',
      url: page.url,
      outputPath: page.outputPath,
      title: page.title,
      description: page.frontmatter.description ?? page.summary,
      page,
      collection,
      ...(isRow && previous !== undefined ? { previous: linkTo(previous) } : {}),
      ...(isRow && next !== undefined ? { next: linkTo(next) } : {}),
      ...proofOf(page, site),
    };
  }
}

function proofOf(page: Page, site: Site): Pick<Extract<View, { kind: 'page' }>, 'proof'> {
  const proof = site.proofs.get(page.id);
  return proof === undefined ? {} : { proof };
}

function linkTo({ title, url }: Page): PageLink {
  return { title, url };
}

function* listViews(collection: Collection, site: Site): Generator<View> {
  const { config, url, pages } = collection;
  const intro = introOf(collection, site);
  if (url === undefined || config.kind === 'page') return;
  // A folder of docs that has a front page of its own needs no list.
  if (config.kind === 'doc' && pages.some((page) => isCollectionIndex(page, config))) return;
  const base = {
    title: intro?.title ?? config.title,
    description: intro?.frontmatter.description ?? config.description,
    collection,
    ...(intro === undefined ? {} : { intro }),
  };
  if (config.kind === 'runbook') {
    yield { kind: 'runbooks', url, outputPath: outputOf(url, site), ...base };
    return;
  }
  const size = config.kind === 'doc' ? Math.max(config.pageSize, mostEntries) : config.pageSize;
  for (const part of parted(pages, url, size)) {
    const isFirst = part.pagination.page === 1;
    yield {
      kind: 'list',
      ...base,
      ...part,
      intro: isFirst ? intro : undefined,
      outputPath: outputOf(part.url, site),
    };
  }
}

/** On one page of a list that nobody has given a size: enough to look through, and no book. */
const mostEntries = 50;

interface Part {
  readonly url: string;
  readonly items: readonly Page[];
  readonly pagination: Pagination;
}

/** A list in pages, at its URL and below it; one page at the least. */
function* parted(pages: readonly Page[], url: string, size: number): Generator<Part> {
  const step = Math.max(1, size);
  const count = Math.max(1, Math.ceil(pages.length / step));
  const urlOf = (page: number) => (page === 1 ? url : `${url}page/${page}/`);
  for (let page = 1; page <= count; page += 1) {
    yield {
      url: urlOf(page),
      items: pages.slice((page - 1) * step, page * step),
      pagination: {
        page,
        pages: count,
        newer: page === 1 ? undefined : urlOf(page - 1),
        older: page === count ? undefined : urlOf(page + 1),
      },
    };
  }
}

/** The page that a list shows above itself. */
function introOf({ config }: Collection, site: Site): Page | undefined {
  if (config.kind !== 'post' && config.kind !== 'runbook') return undefined;
  return site.pages.find(
    (page) => page.collection === config.name && isCollectionIndex(page, config),
  );
}

function homeView(site: Site): View {
  const { title, description, base } = site.config;
  const { collections } = site;
  return { kind: 'home', url: base, outputPath: 'index.html', title, description, collections };
}

function* tagViews(site: Site): Generator<View> {
  const url = `${site.config.base}tags/`;
  yield { kind: 'tags', url, outputPath: 'tags/index.html', title: 'Tags', description: '' };
  const size = Math.max(mostEntries, ...site.collections.map(({ config }) => config.pageSize));
  for (const tag of site.tags) {
    for (const part of parted(tag.pages, tag.url, size)) {
      yield {
        kind: 'tag',
        ...part,
        outputPath: outputOf(part.url, site),
        title: tag.name,
        description: '',
        tag,
      };
    }
  }
}

function notFoundView(site: Site): View {
  return {
    kind: 'not-found',
    url: `${site.config.base}404.html`,
    outputPath: '404.html',
    title: 'Page not found',
    description: '',
  };
}

function outputOf(url: string, site: Site): string {
  return `${decodePath(url.slice(site.config.base.length))}index.html`;
}
