import type { Page } from '../model/page.ts';
import type { Author, AuthorLink, PageFacts, SeriesPlace, Site, Term } from '../model/site.ts';
import { slugOf } from './slug.ts';
import { authorId, writtenTerms } from './taxonomies.ts';

/** What the pages of a site say of themselves; of one page the same object each time. */
export function factsOf(site: Pick<Site, 'taxonomies' | 'authors'>): (page: Page) => PageFacts {
  const finders = site.taxonomies.map(({ name, title, terms }) => ({
    name,
    title,
    find: finderOf(terms),
  }));
  const terms = finders.filter(({ name }) => name !== 'authors' && name !== 'series');
  const authors = authorFinder(site);
  const series = finders.find(({ name }) => name === 'series')?.find;
  const places = new Map<Term, ReadonlyMap<Page, number>>();
  const known = new Map<Page, PageFacts>();

  function seriesOf(page: Page): SeriesPlace | undefined {
    const [written] = writtenTerms(page, 'series');
    const term = written === undefined ? undefined : series?.(written);
    if (term === undefined) return undefined;
    const inOrder = places.get(term) ?? new Map(term.pages.map((one, at) => [one, at]));
    places.set(term, inOrder);
    const at = inOrder.get(page);
    if (at === undefined) return undefined;
    return { name: term.name, url: term.url, part: at + 1, parts: term.pages.length };
  }

  function make(page: Page): PageFacts {
    const place = seriesOf(page);
    return {
      // By id and by name is one author.
      authors: [...new Set(page.frontmatter.authors.map(authors))],
      terms: terms.flatMap(({ name, title, find }) => {
        const written = writtenTerms(page, name);
        if (written.length === 0) return [];
        const links = new Map(
          written.map((one) => {
            const term = find(one);
            return [term ?? one, { name: term?.name ?? one, url: term?.url }];
          }),
        );
        return [{ name, title, terms: [...links.values()] }];
      }),
      ...(place === undefined ? {} : { series: place }),
    };
  }

  return (page) => {
    const facts = known.get(page) ?? make(page);
    known.set(page, facts);
    return facts;
  };
}

function finderOf(terms: readonly Term[]): (written: string) => Term | undefined {
  const bySlug = new Map(terms.map((term) => [term.slug, term]));
  const slugs = new Map<string, string>();
  return (written) => {
    const slug = slugs.get(written) ?? slugOf(written);
    slugs.set(written, slug);
    return bySlug.get(slug);
  };
}

function authorFinder({
  authors,
  taxonomies,
}: Pick<Site, 'taxonomies' | 'authors'>): (written: string) => AuthorLink {
  const byId = Object.fromEntries(authors.map((one): [string, Author] => [one.id, one]));
  const terms = taxonomies.find(({ name }) => name === 'authors')?.terms ?? [];
  const pages = new Map(terms.map(({ author, url }) => [author?.id, url]));
  const known = new Map<string, AuthorLink>();
  const byAuthor = new Map(
    authors.map((one): [string, AuthorLink] => [one.id, { ...one, page: pages.get(one.id) }]),
  );
  return (written) => {
    const link = known.get(written) ??
      byAuthor.get(authorId(written, byId) ?? '') ?? { name: written };
    known.set(written, link);
    return link;
  };
}
