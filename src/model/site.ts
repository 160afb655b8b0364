import type { AuthorConfig, CollectionConfig, SiteConfig } from './config.ts';
import type { SiteData } from './data.ts';
import type { PageHistory } from './history.ts';
import type { VersionConfig } from './locale.ts';
import type { Page } from './page.ts';
import type { Badge, PageCoverage, RunbookStatus } from './report.ts';
import type { Runbook } from './runbook.ts';
import type { SearchIndex } from './search.ts';

/** A node of a sidebar: a page, a folder of pages, or both. */
export interface NavigationNode {
  readonly label: string;
  readonly url?: string | undefined;
  /** Of a page that is a runbook. */
  readonly badge?: Badge | undefined;
  /** Whether a folder is closed at first; where nothing is said, the theme decides. */
  readonly collapsed?: boolean | undefined;
  readonly children: readonly NavigationNode[];
}

/** The pages of one collection, and where its list is. */
export interface Collection {
  readonly config: CollectionConfig;
  /** In reading order: posts newest first, docs by order then title. */
  readonly pages: readonly Page[];
  /** The list's URL; absent for a collection that has no list page. */
  readonly url?: string | undefined;
  /** For `doc` and `runbook`; empty otherwise. */
  readonly navigation: readonly NavigationNode[];
  /** Its lists by date, where the configuration asks for them and it has a dated page. */
  readonly archive?: Archive | undefined;
}

/** The lists of a collection's pages by date. */
export interface Archive {
  /** Of the page that leads to all of them. */
  readonly url: string;
  /** Newest first. */
  readonly years: readonly Period[];
}

/** A year, a month or a day that has pages, as their authors wrote their dates. */
export interface Period {
  /** `2003`, `2003-05` or `2003-05-17`. */
  readonly name: string;
  readonly url: string;
  /** How many pages it has. */
  readonly count: number;
  /** The months of a year, the days of a month that have lists of their own; newest first. */
  readonly periods: readonly Period[];
}

/** A way to group pages: `tags`, `categories`, `series`, `authors`, or one of the site's own. */
export interface Taxonomy {
  /** The key of front matter that has its terms. */
  readonly name: string;
  readonly title: string;
  /** Of the list of its terms. */
  readonly url: string;
  /** Whether each term has a feed. */
  readonly feed: boolean;
  /** Those that pages have, by name. */
  readonly terms: readonly Term[];
}

/** A term of a taxonomy: a tag, a category, a series, an author. */
export interface Term {
  readonly name: string;
  readonly slug: string;
  readonly url: string;
  readonly description: string;
  /** Whom the term stands for, in the taxonomy `authors`. */
  readonly author?: Author | undefined;
  /** Newest first; those of a series in its own order. Without pages that are in no list. */
  readonly pages: readonly Page[];
}

/** An author whom the configuration knows; its paths of the site have the base. */
export interface Author extends AuthorConfig {
  /** What pages name them with. */
  readonly id: string;
}

/** A term of the taxonomy `tags`. */
export type Tag = Term;

/** The proof of one page: its parsed runbook and what the evidence says of it. */
export interface Proof {
  readonly runbook: Runbook;
  readonly status: RunbookStatus;
}

/** What is published; of a site in several languages, one of them. */
export interface Site {
  /** What the data files hold, by their names. */
  readonly data: SiteData;
  readonly config: SiteConfig;
  /** The tag of its language, and all languages; absent where the site has only one. */
  readonly locale?: string | undefined;
  readonly locales?: readonly SiteLocale[] | undefined;
  readonly pages: readonly Page[];
  readonly collections: readonly Collection[];
  readonly taxonomies: readonly Taxonomy[];
  /** The terms of the taxonomy `tags`. */
  readonly tags: readonly Tag[];
  readonly authors: readonly Author[];
  /** By page id. */
  readonly proofs: ReadonlyMap<string, Proof>;
  /** What becomes of the shell blocks of each page, by its id. */
  readonly coverage: ReadonlyMap<string, PageCoverage>;
  /** What git knows of each page, by its id; empty where it is not asked. */
  readonly history: ReadonlyMap<string, PageHistory>;
  /** The feeds of collections, for `<link rel="alternate">`. */
  readonly feeds: readonly FeedLink[];
}

/** A language of the site. */
export interface SiteLocale {
  readonly tag: string;
  readonly label: string;
  readonly direction: 'ltr' | 'rtl';
  readonly isDefault: boolean;
  /** Of its front page. */
  readonly url: string;
}

/** A feed as pages name it. */
export interface FeedLink {
  readonly title: string;
  /** With the base. */
  readonly url: string;
  /** Its media type. */
  readonly type: string;
}

/** What stands for a page where it is linked to. */
export interface PreviewImage {
  /** Absolute, or a path with the base. */
  readonly url: string;
  /** '' for none. */
  readonly alt: string;
  /** In pixels, where they are known. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** What a view says to programs: search engines, previews of links, readers of feeds. */
export interface ViewHead {
  /** The one URL of what is shown, absolute or with the base; absent for what no search engine is to find. */
  readonly canonical?: string | undefined;
  readonly image?: PreviewImage | undefined;
  /** When it came out and when it was last changed, as its front matter says; RFC 3339. */
  readonly published?: string | undefined;
  readonly changed?: string | undefined;
  /** Feeds of what the view lists, beside those of the site. */
  readonly feeds: readonly FeedLink[];
  /** The same page in each of its languages, itself among them; a language tag, or `x-default`. */
  readonly alternates?: readonly { readonly language: string; readonly url: string }[] | undefined;
  /** The URL of its Markdown, with the base. */
  readonly markdown?: string | undefined;
}

/** A neighbour in reading order. */
export interface PageLink {
  readonly title: string;
  readonly url: string;
}

/** What a page says of itself by its front matter, with where each thing leads. */
export interface PageFacts {
  /** In the order of the page. */
  readonly authors: readonly AuthorLink[];
  /** Of each taxonomy that the page has terms of, but authors and series. */
  readonly terms: readonly {
    /** The taxonomy's. */
    readonly name: string;
    readonly title: string;
    readonly terms: readonly TermLink[];
  }[];
  readonly series?: SeriesPlace | undefined;
}

/** Whoever wrote a page. Without more than a name where the configuration does not know them. */
export interface AuthorLink extends Partial<Omit<Author, 'name'>> {
  readonly name: string;
  /** Of the list of what they wrote. */
  readonly page?: string | undefined;
}

/** A term of a page, and where the list of all pages with it is. */
export interface TermLink {
  readonly name: string;
  /** Absent where the taxonomy has no pages. */
  readonly url?: string | undefined;
}

/** Where a page stands among the parts of a series. */
export interface SeriesPlace {
  readonly name: string;
  /** Of the series' own list. */
  readonly url?: string | undefined;
  /** 1-based, counted through whatever numbers the pages have. */
  readonly part: number;
  readonly parts: number;
}

/** The parts of a series around one of them. */
export interface SeriesParts extends SeriesPlace {
  /** In order; where there are very many, the nearest. */
  readonly shown: readonly (PageLink & { readonly part: number })[];
}

/** What a view is in another language. */
export interface Translation {
  readonly locale: string;
  readonly url: string;
  /** It is not translated: the page is there in the default language. */
  readonly isFallback: boolean;
}

/** A version of what a view shows. */
export interface VersionLink extends VersionConfig {
  /** Of the same page in it, else of its first page. */
  readonly url: string;
  readonly hasPage: boolean;
  readonly isCurrent: boolean;
}

interface ViewBase {
  /** The tag of its language, where the site has several. */
  readonly locale?: string | undefined;
  /** In the order of the configuration, its own language among them. */
  readonly translations?: readonly Translation[] | undefined;
  /** In the order of the configuration, its own version among them. */
  readonly versions?: readonly VersionLink[] | undefined;
  /** Of the page that this one repeats in another language, or is an other version of; with the base. */
  readonly original?: string | undefined;
  /** With the base. */
  readonly url: string;
  /** Relative to the output folder. */
  readonly outputPath: string;
  readonly title: string;
  readonly description: string;
  /** Absent in views that are not to be published. */
  readonly head?: ViewHead | undefined;
}

/** Where one page of a long list stands among the others; URLs have the base. */
export interface Pagination {
  /** 1-based. */
  readonly page: number;
  readonly pages: number;
  /** The page of the list before this one. */
  readonly newer?: string | undefined;
  /** The one after it. */
  readonly older?: string | undefined;
  /** The first page, the last and those around this one, in order. */
  readonly near?: readonly { readonly page: number; readonly url: string }[] | undefined;
}

/** A term in the list of all of its taxonomy. */
export interface TermSummary extends Omit<Term, 'pages'> {
  /** How many pages have it. */
  readonly count: number;
  /** The date of the newest, RFC 3339. */
  readonly latest?: string | undefined;
}

/** One HTML page to be drawn. */
export type View =
  | (ViewBase & {
      readonly kind: 'page';
      readonly page: Page;
      readonly collection: Collection;
      readonly previous?: PageLink | undefined;
      readonly next?: PageLink | undefined;
      readonly proof?: Proof | undefined;
      readonly history?: PageHistory | undefined;
      readonly facts?: PageFacts | undefined;
      readonly series?: SeriesParts | undefined;
      /** The likest first. */
      readonly related?: readonly PageLink[] | undefined;
    })
  /** The front page of a site that has no `index.md`. */
  | (ViewBase & { readonly kind: 'home'; readonly collections: readonly Collection[] })
  | (ViewBase & {
      readonly kind: 'list';
      readonly collection: Collection;
      readonly items: readonly Page[];
      /** Of each item. */
      readonly facts: readonly PageFacts[];
      readonly pagination: Pagination;
      /** The folder's own `index.md`, on the first page: its text stands above the list. */
      readonly intro?: Page | undefined;
    })
  | (ViewBase & {
      readonly kind: 'runbooks';
      readonly collection: Collection;
      /** The folder's own `index.md`: its text stands above the list. */
      readonly intro?: Page | undefined;
    })
  /** The state of all runbooks of a collection, for a screen on a wall. */
  | (ViewBase & { readonly kind: 'status'; readonly collection: Collection })
  /** The search; pages of links where there is no script. */
  | (ViewBase & {
      readonly kind: 'search';
      /** Absent where nothing can make one. */
      readonly index?: SearchIndex | undefined;
      /** A page of the author's own at this URL. */
      readonly intro?: Page | undefined;
    })
  /** All terms of a taxonomy. */
  | (ViewBase & {
      readonly kind: 'taxonomy';
      readonly taxonomy: Taxonomy;
      readonly terms: readonly TermSummary[];
      /** A page of the author's own at this URL. */
      readonly intro?: Page | undefined;
    })
  /** One page of the list of a term's pages. */
  | (ViewBase & {
      readonly kind: 'term';
      readonly taxonomy: Taxonomy;
      readonly term: Term;
      readonly items: readonly Page[];
      /** Of each item. */
      readonly facts: readonly PageFacts[];
      readonly pagination: Pagination;
      /** A page of the author's own at this URL, on the first page of the list. */
      readonly intro?: Page | undefined;
    })
  /** The years of a collection that has an archive. */
  | (ViewBase & {
      readonly kind: 'archive';
      readonly collection: Collection;
      readonly years: readonly Period[];
      readonly intro?: Page | undefined;
    })
  /** One page of the list of what is dated in a year, a month or a day. */
  | (ViewBase & {
      readonly kind: 'period';
      readonly collection: Collection;
      readonly period: Period;
      /** The archive, then the year of a month, then the month of a day. */
      readonly above: readonly PageLink[];
      /** The period of the same length before it that has pages, and the one after it. */
      readonly earlier?: PageLink | undefined;
      readonly later?: PageLink | undefined;
      readonly items: readonly Page[];
      /** Of each item. */
      readonly facts: readonly PageFacts[];
      readonly pagination: Pagination;
      readonly intro?: Page | undefined;
    })
  | (ViewBase & { readonly kind: 'not-found' });
