import type { AuthorConfig, Config, TaxonomyConfig } from '../model/config.ts';
import type { Entry, Page } from '../model/page.ts';
import type { Author, Taxonomy, Term } from '../model/site.ts';
import { seriesOrder } from './series.ts';
import { slugOf } from './slug.ts';
import { compareText, compareTitles } from './text-order.ts';
import { encodePath } from './urls.ts';

type TaxonomiesConfig = Pick<Config, 'taxonomies' | 'authors' | 'site'>;

/**
 * Every taxonomy that a page has a term of. Spellings that differ in case, hyphens or spaces only are
 * one term, under the name that the configuration gives it, else the spelling that is used most.
 * @param pages In the order of lists, newest first.
 */
export function taxonomiesOf(
  pages: readonly Page[],
  config: TaxonomiesConfig,
): readonly Taxonomy[] {
  const { base } = config.site;
  const authors = authorsOf(config);
  return Object.entries(config.taxonomies).flatMap(([name, taxonomy]) => {
    const groups = groupTerms(pages, name, config.authors);
    const known = knownTerms(taxonomy);
    const terms = [...groups].flatMap(([slug, uses]) => {
      const author = name === 'authors' ? authors.get(slug) : undefined;
      if (name === 'authors' && author === undefined) return [];
      const said = known.get(slug);
      const term: Term = {
        slug,
        name: author?.name ?? said?.title ?? said?.key ?? commonSpelling(uses),
        url: termUrl(taxonomy, slug, base),
        description: author?.bio ?? said?.description ?? '',
        ...(author === undefined ? {} : { author }),
        pages: distinct(uses, name),
      };
      return [term];
    });
    if (terms.length === 0) return [];
    terms.sort((a, b) => compareTitles(a.name, b.name));
    const { title, feed } = taxonomy;
    return [{ name, title, url: taxonomyUrl(taxonomy, name, base), feed, terms }];
  });
}

/** Where the list of all terms is: above those of the terms, or by its name where these are at the top. */
function taxonomyUrl({ permalink }: TaxonomyConfig, name: string, base: string): string {
  const above = permalink.slice(1, permalink.indexOf(':'));
  return base + encodePath(above === '' ? `${name}/` : above);
}

function termUrl(taxonomy: TaxonomyConfig, slug: string, base: string): string {
  return base + encodePath(termPath(taxonomy, slug).slice(1));
}

/** Without the base, decoded. */
export function termPath({ permalink }: Pick<TaxonomyConfig, 'permalink'>, slug: string): string {
  return permalink.replace(':slug', () => slug);
}

interface KnownTerm {
  readonly key: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

/** By slug. */
export function knownTerms({ terms = {} }: TaxonomyConfig): ReadonlyMap<string, KnownTerm> {
  return new Map(Object.entries(terms).map(([key, term]) => [slugOf(key), { key, ...term }]));
}

/** The authors of the configuration by their slugs, with the base before paths of the site. */
export function authorsOf({
  authors,
  site: { base },
}: Pick<Config, 'authors' | 'site'>): ReadonlyMap<string, Author> {
  const based = (path: string | undefined) =>
    path?.startsWith('/') && !path.startsWith(base) ? base + path.slice(1) : path;
  return new Map(
    Object.entries(authors).map(([id, { name, url, avatar, bio }]) => [
      slugOf(id),
      { id, name, url: based(url), avatar: based(avatar), bio },
    ]),
  );
}

export interface Use<Where> {
  /** As the page writes it. */
  readonly name: string;
  readonly page: Where;
}

/** Pages by the slugs of their terms; terms that no slug can be made of are left out. */
export function groupTerms<Where extends Entry>(
  pages: readonly Where[],
  taxonomy: string,
  authors: Config['authors'],
): Map<string, Use<Where>[]> {
  const groups = new Map<string, Use<Where>[]>();
  const slugs = new Map<string, string>();
  for (const page of pages) {
    for (const name of writtenTerms(page, taxonomy)) {
      const slug = slugs.get(name) ?? termSlug(name, taxonomy, authors);
      slugs.set(name, slug);
      if (slug === '') continue;
      const group = groups.get(slug);
      if (group === undefined) groups.set(slug, [{ name, page }]);
      else group.push({ name, page });
    }
  }
  return groups;
}

const nobody: readonly string[] = [];

/** What a page says to a taxonomy, as it is written. */
export function writtenTerms({ frontmatter }: Pick<Entry, 'frontmatter'>, taxonomy: string) {
  switch (taxonomy) {
    case 'tags':
      return frontmatter.tags;
    case 'authors':
      return frontmatter.authors;
    case 'series':
      return frontmatter.series === undefined ? nobody : [frontmatter.series.name];
    default:
      return frontmatter.terms[taxonomy] ?? nobody;
  }
}

/** A page may name an author by id or by name. */
function termSlug(name: string, taxonomy: string, authors: Config['authors']): string {
  return slugOf(taxonomy === 'authors' ? (authorId(name, authors) ?? name) : name);
}

/** The id of the author whom a page means: an id, or a name in any case. */
export function authorId(
  written: string,
  authors: Readonly<Record<string, Pick<AuthorConfig, 'name'>>>,
): string | undefined {
  if (Object.hasOwn(authors, written)) return written;
  const folded = written.toLowerCase();
  return Object.keys(authors).find(
    (id) => id.toLowerCase() === folded || authors[id]?.name.toLowerCase() === folded,
  );
}

function distinct(uses: readonly Use<Page>[], taxonomy: string): readonly Page[] {
  const pages = [...new Set(uses.map(({ page }) => page))];
  return taxonomy === 'series' ? seriesOrder(pages) : pages;
}

function commonSpelling(uses: readonly Use<Page>[]): string {
  const counts = new Map<string, number>();
  for (const { name } of uses) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [best] = [...counts].sort(([a, n], [b, m]) => m - n || compareText(a, b));
  return best?.[0] ?? '';
}
