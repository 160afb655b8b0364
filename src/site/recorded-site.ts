import type { SiteConfig } from '../model/config.ts';
import type { SiteData } from '../model/data.ts';
import type { PageHistory } from '../model/history.ts';
import type { Page } from '../model/page.ts';
import type { PageCoverage } from '../model/report.ts';
import type {
  Archive,
  Collection,
  NavigationNode,
  Proof,
  Site,
  Taxonomy,
  Term,
} from '../model/site.ts';

/**
 * A site is handed to a theme in parts, and it is noted which of them the theme reads while it draws a
 * page: that page is to be drawn again when one of these has changed, and only then.
 *
 * | part | value |
 * |---|---|
 * | `config` `feeds` `authors` `locales` | as in `Site` |
 * | `collections` | of each its configuration, without a schema, and URL |
 * | `pages` `pages:NAME` `term:TAXONOMY/SLUG` | pages, of the site, of a collection, of a term |
 * | `navigation:NAME` | the sidebar of a collection |
 * | `archive:NAME` | the archive of a collection |
 * | `taxonomies` | of each all but its terms |
 * | `terms:TAXONOMY` | of each term all but its pages |
 * | `proofs` | the ids of the pages that have one |
 * | `proof:ID` | that proof |
 * | `data` | the names of the data files and folders of the first level |
 * | `data:NAME` | what one of these holds |
 * | `history` | pairs of id and history |
 * | `coverage` | pairs of id and coverage |
 * | `text:ID` | the text of a page; read by the getters of the page itself |
 */
export type PartName = string;
export type ReadPart = (part: PartName) => unknown;

type CollectionHead = Pick<Collection, 'config' | 'url'>;
type TaxonomyHead = Omit<Taxonomy, 'terms'>;
type LocalesPart = readonly [Site['locale'], Site['locales']];
type TermHead = Omit<Term, 'pages'>;

/** The values of the parts of a site that is all there; of one part the same each time. */
export function partsOf(site: Site): ReadPart {
  const known = new Map<PartName, unknown>();
  return (part) => {
    if (!known.has(part)) known.set(part, partOf(site, part));
    return known.get(part);
  };
}

function partOf(site: Site, part: PartName): unknown {
  const cut = part.indexOf(':');
  const [kind, name] = cut === -1 ? [part, ''] : [part.slice(0, cut), part.slice(cut + 1)];
  switch (kind) {
    case 'config':
      return site.config;
    case 'feeds':
      return site.feeds;
    case 'collections':
      return site.collections.map(({ config, url }): CollectionHead => {
        // A function, which no thread can be sent: themes find the same in each.
        const { schema: _, loader: _loader, ...known } = config;
        return { config: known, url };
      });
    case 'pages':
      return name === '' ? site.pages : (named(site, name)?.pages ?? []);
    case 'navigation':
      return named(site, name)?.navigation ?? [];
    case 'archive':
      return named(site, name)?.archive;
    case 'taxonomies':
      return site.taxonomies.map(({ terms: _, ...head }): TaxonomyHead => head);
    case 'terms':
      return termsOf(site, name).map(({ pages: _, ...head }): TermHead => head);
    case 'term': {
      const [taxonomy = '', slug] = name.split('/');
      return termsOf(site, taxonomy).find((term) => term.slug === slug)?.pages ?? [];
    }
    case 'locales':
      return [site.locale, site.locales];
    case 'authors':
      return site.authors;
    case 'proofs':
      return [...site.proofs.keys()];
    case 'proof':
      return site.proofs.get(name);
    case 'data':
      return name === '' ? Object.keys(site.data) : site.data[name];
    case 'history':
      return [...site.history];
    case 'coverage':
      return [...site.coverage];
    default:
      throw new Error(`a site has no part \`${part}\``);
  }
}

function named(site: Site, name: string): Collection | undefined {
  return site.collections.find(({ config }) => config.name === name);
}

function termsOf({ taxonomies }: Site, wanted: string): readonly Term[] {
  return taxonomies.find(({ name }) => name === wanted)?.terms ?? [];
}

/** A site whose every part is read through `read`, when it is looked at. */
export interface RecordedSite {
  readonly site: Site;
  /** A collection of it, for a view. */
  collection(name: string): Collection;
  taxonomy(name: string): Taxonomy;
  term(taxonomy: string, slug: string): Term;
}

export function recordedSite(read: ReadPart): RecordedSite {
  const known = new Map<string, Collection>();
  const collections = (heads: readonly CollectionHead[]): Collection[] =>
    heads.map((head) => {
      const { name } = head.config;
      const made = known.get(name) ?? recordedCollection(head, read);
      known.set(name, made);
      return made;
    });
  const lists = lastOf(collections);
  const taxonomies = lastOf((heads: readonly TaxonomyHead[]) =>
    heads.map((head) => recordedTaxonomy(head, read)),
  );
  const tags = recordedTaxonomy({ name: 'tags', title: '', url: '', feed: false }, read);
  const data = lastOf((names: readonly string[]) => recordedData(names, read));
  const history = lastOf((pairs: readonly [string, PageHistory][]) => new Map(pairs));
  const coverage = lastOf((pairs: readonly [string, PageCoverage][]) => new Map(pairs));
  const proofs = new RecordedProofs(read);
  const site: Site = {
    get config() {
      return read('config') as SiteConfig;
    },
    get locale() {
      return (read('locales') as LocalesPart)[0];
    },
    get locales() {
      return (read('locales') as LocalesPart)[1];
    },
    get data() {
      return data(read('data') as readonly string[]);
    },
    get pages() {
      return read('pages') as readonly Page[];
    },
    get collections() {
      return lists(read('collections') as readonly CollectionHead[]);
    },
    get taxonomies() {
      return taxonomies(read('taxonomies') as readonly TaxonomyHead[]);
    },
    get tags() {
      return tags.terms;
    },
    get authors() {
      return read('authors') as Site['authors'];
    },
    get proofs() {
      return proofs;
    },
    get history() {
      return history(read('history') as readonly [string, PageHistory][]);
    },
    get coverage() {
      return coverage(read('coverage') as readonly [string, PageCoverage][]);
    },
    get feeds() {
      return read('feeds') as Site['feeds'];
    },
  };
  const find = (wanted: string): Taxonomy => {
    const found = site.taxonomies.find(({ name }) => name === wanted);
    if (found === undefined) throw new Error(`no taxonomy is named ${wanted}`);
    return found;
  };
  return {
    site,
    collection(name) {
      const found = site.collections.find(({ config }) => config.name === name);
      if (found === undefined) throw new Error(`no collection is named ${name}`);
      return found;
    },
    taxonomy: find,
    term(name, wanted) {
      const found = find(name).terms.find(({ slug }) => slug === wanted);
      if (found === undefined) throw new Error(`no term of ${name} has the slug ${wanted}`);
      return found;
    },
  };
}

/** Each of its values is a part of its own. */
function recordedData(names: readonly string[], read: ReadPart): SiteData {
  const data: SiteData = {};
  for (const name of names) {
    Object.defineProperty(data, name, { enumerable: true, get: () => read(`data:${name}`) });
  }
  return data;
}

function recordedCollection({ config, url }: CollectionHead, read: ReadPart): Collection {
  return {
    config,
    url,
    get pages() {
      return read(`pages:${config.name}`) as readonly Page[];
    },
    get navigation() {
      return read(`navigation:${config.name}`) as readonly NavigationNode[];
    },
    get archive() {
      return read(`archive:${config.name}`) as Archive | undefined;
    },
  };
}

function recordedTaxonomy(head: TaxonomyHead, read: ReadPart): Taxonomy {
  const terms = lastOf((heads: readonly TermHead[]) =>
    heads.map((term) => recordedTerm(term, head.name, read)),
  );
  return {
    ...head,
    get terms() {
      return terms(read(`terms:${head.name}`) as readonly TermHead[]);
    },
  };
}

function recordedTerm(head: TermHead, taxonomy: string, read: ReadPart): Term {
  return {
    ...head,
    get pages() {
      return read(`term:${taxonomy}/${head.slug}`) as readonly Page[];
    },
  };
}

/** A value made of the last input: parts stay the same while a site is drawn. */
function lastOf<In, Out>(make: (input: In) => Out): (input: In) => Out {
  let last: { readonly input: In; readonly made: Out } | undefined;
  return (input) => {
    if (last?.input !== input) last = { input, made: make(input) };
    return last.made;
  };
}

/** Which pages have a proof is one part, and each proof is one. */
class RecordedProofs implements ReadonlyMap<string, Proof> {
  private readonly read: ReadPart;
  private readonly ids: (keys: readonly string[]) => ReadonlySet<string>;
  constructor(read: ReadPart) {
    this.read = read;
    this.ids = lastOf((keys: readonly string[]) => new Set(keys));
  }
  private known(): ReadonlySet<string> {
    return this.ids(this.read('proofs') as readonly string[]);
  }
  get size(): number {
    return this.known().size;
  }
  has(id: string): boolean {
    return this.known().has(id);
  }
  get(id: string): Proof | undefined {
    return this.has(id) ? (this.read(`proof:${id}`) as Proof) : undefined;
  }
  *entries(): MapIterator<[string, Proof]> {
    for (const id of this.known()) yield [id, this.read(`proof:${id}`) as Proof];
  }
  keys(): MapIterator<string> {
    return this.known().keys();
  }
  *values(): MapIterator<Proof> {
    for (const [, proof] of this.entries()) yield proof;
  }
  forEach(each: (proof: Proof, id: string, map: ReadonlyMap<string, Proof>) => void): void {
    for (const [id, proof] of this.entries()) each(proof, id, this);
  }
  [Symbol.iterator](): MapIterator<[string, Proof]> {
    return this.entries();
  }
}
