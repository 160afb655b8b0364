import type { Heading, Page, StepPart } from '../../src/model/page.ts';
import type { ImageStatus } from '../../src/model/report.ts';
import type {
  AuthorLink,
  Collection,
  PageFacts,
  Pagination,
  Proof,
  Site,
  View,
} from '../../src/model/site.ts';
import type { RunbookRow } from '../../src/model/standing.ts';
import type { AssetPaths } from './assets.ts';
import type { Html, Value } from './html.ts';
import type { ThemeOptions } from './options.ts';
import type { StepProof } from './step-state.ts';
import type {
  ArchiveView,
  HomeView,
  ListView,
  NotFoundView,
  PageView,
  PeriodView,
  RunbooksView,
  SearchView,
  StatusView,
  TaxonomyView,
  TermView,
} from './view.ts';
import type { Translate } from './words.ts';

/** What is the same for all pages of a site in one language. */
export interface SiteProps {
  readonly site: Site;
  /** Says the theme's phrases in the language of the page. */
  readonly t: Translate;
  /** What the configuration says under `themeOptions`. */
  readonly options: ThemeOptions;
  /** Where the theme's files are, relative to the site's base. */
  readonly assets: AssetPaths;
  /** The parts as the site's theme has them: its own, and the default's where it has none. */
  readonly parts: Parts;
  /** Likewise the layouts. */
  readonly layouts: Layouts;
}

/** What a layout and a part are given. */
export interface PageProps<Shown extends View = View> extends SiteProps {
  /** What is shown. */
  readonly view: Shown;
}

/** What a part draws; `undefined` where there is nothing to show. */
export type Drawn = Html | undefined;

/** Draws a piece of a page. A line of a template that holds nothing but an empty part is left out. */
export type Part<Shown extends View = View> = (props: PageProps<Shown>) => Drawn;

/** The same of something that the view alone does not say. */
export type DetailPart<Detail, Shown extends View = View> = (
  props: PageProps<Shown>,
  detail: Detail,
) => Drawn;

/** Draws a whole document. */
export type Layout<Shown extends View> = (props: PageProps<Shown>) => Html;

/** One for each kind of page; a site's theme may put its own in the place of any. */
export interface Layouts {
  /** The document around `<main>`, which all the others give what they have drawn. */
  readonly document: (props: PageProps, detail: DocumentDetail) => Html;
  /** A page that stands alone. */
  readonly page: Layout<PageView>;
  readonly doc: Layout<PageView>;
  readonly post: Layout<PageView>;
  readonly runbook: Layout<PageView>;
  /** The front page that an author wrote. */
  readonly home: Layout<PageView>;
  /** The front page of a site whose author wrote none. */
  readonly front: Layout<HomeView>;
  /** The list of a collection. */
  readonly list: Layout<ListView>;
  readonly runbooks: Layout<RunbooksView>;
  /** The state of all runbooks, for a screen on a wall. */
  readonly status: Layout<StatusView>;
  readonly search: Layout<SearchView>;
  readonly taxonomy: Layout<TaxonomyView>;
  readonly term: Layout<TermView>;
  readonly archive: Layout<ArchiveView>;
  readonly period: Layout<PeriodView>;
  readonly notFound: Layout<NotFoundView>;
}

/**
 * The named pieces that layouts and other parts are made of, each of which a site's theme may replace.
 * They are called as `props.parts.NAME(props, detail)`, never by import.
 */
export interface Parts extends Slots {
  // On every page.
  readonly head: Part;
  readonly preview: DetailPart<HeadFacts>;
  readonly structuredData: DetailPart<HeadFacts>;
  readonly header: Part;
  /** The way to the front page, in the header. */
  readonly brand: Part;
  readonly searchButton: Part;
  readonly versionMenu: Part;
  readonly languageMenu: Part;
  readonly schemeSwitch: Part;
  readonly notices: Part;
  readonly toTop: Part;
  readonly footer: Part;

  // An article.
  readonly breadcrumbs: Part<PageView>;
  readonly article: DetailPart<ArticleDetail, PageView>;
  readonly articleHead: DetailPart<{ readonly meta?: Value }, PageView>;
  readonly meta: DetailPart<MetaDetail>;
  readonly toc: DetailPart<{ readonly headings: readonly Heading[] }>;
  readonly updates: DetailPart<{ readonly page: Page }>;
  readonly series: Part<PageView>;
  readonly prose: DetailPart<ProseDetail>;
  readonly articleEnd: Part<PageView>;
  readonly seriesNext: Part<PageView>;
  readonly related: Part<PageView>;
  readonly authors: DetailPart<{ readonly authors: readonly AuthorLink[] }>;
  readonly sourceLine: Part<PageView>;
  readonly pager: Part<PageView>;
  readonly sidebar: DetailPart<{ readonly collection: Collection }>;

  // A runbook.
  readonly runbookFacts: DetailPart<{ readonly page: Page }>;
  readonly proofBanner: DetailPart<ProofDetail>;
  readonly stepStrip: DetailPart<ProofDetail>;
  readonly imageProof: DetailPart<ImageProofDetail>;
  /** The values that readers fill into the commands. */
  readonly variables: DetailPart<ProofDetail>;
  /** What the script makes the bar and the boxes of a runbook from. */
  readonly work: Part<PageView>;
  readonly step: DetailPart<StepDetail>;
  readonly stepImages: DetailPart<StepImagesDetail>;
  readonly captured: DetailPart<CapturedDetail>;

  // Lists.
  readonly listHead: DetailPart<ListHeadDetail>;
  readonly browse: DetailPart<{ readonly collection: Collection }>;
  readonly entryList: DetailPart<EntriesDetail>;
  readonly pagination: DetailPart<PaginationDetail>;
  readonly runbookFilter: DetailPart<RowsDetail, RunbooksView>;
  readonly runbookTable: DetailPart<RowsDetail>;
  readonly runbookLinks: Part<RunbooksView>;
  readonly wallTile: DetailPart<{ readonly row: RunbookRow }, StatusView>;
  readonly coverage: Part;

  // The page of the search.
  readonly searchBox: Part<SearchView>;
  readonly searchLinks: Part<SearchView>;
}

/** Places where the default theme draws nothing, for what a site's theme adds. */
export interface Slots {
  /** Last in `<head>`. */
  readonly headEnd: Part;
  /** Above the header, after the link to the content. */
  readonly bodyStart: Part;
  /** In the header, after all else. */
  readonly headerEnd: Part;
  /** First in `<main>`, on every page. */
  readonly mainStart: Part;
  /** Last in `<main>`. */
  readonly mainEnd: Part;
  /** Above the text of an article, below its head and its banners. */
  readonly beforeArticle: Part<PageView>;
  /** Below the text of an article, above what follows it. */
  readonly afterArticle: Part<PageView>;
  /** In the footer, after all else. */
  readonly footerEnd: Part;
  /** Last in `<body>`. */
  readonly bodyEnd: Part;
}

export interface DocumentDetail {
  /** The content of `<main>`. */
  readonly main: Value;
  /** What stands beside it: on a phone both are in a bar above it. */
  readonly sidebar?: Drawn;
  readonly toc?: Drawn;
}

/** What a head and those who read it are told of a page. */
export interface HeadFacts {
  readonly title: string;
  /** '' for none. */
  readonly description: string;
  /** The site's origin; without one no URL can be absolute, as these must be. */
  readonly origin: string | undefined;
}

export interface ArticleDetail {
  /** Below the title. */
  readonly meta?: Value;
  /** What follows the text. */
  readonly end?: Value;
}

export interface MetaDetail {
  readonly page: Page;
  readonly facts: PageFacts;
  /** Whether it says how long it takes to read. */
  readonly readingTime?: boolean;
}

export interface ProseDetail {
  readonly page: Page;
  /** Of a page that has one: its steps are framed. */
  readonly proof?: Proof | undefined;
}

/** What the evidence says of a page. */
export interface ProofDetail {
  readonly page: Page;
  readonly proof: Proof;
}

export interface ImageProofDetail extends ProofDetail {
  readonly image: ImageStatus;
}

export interface StepDetail extends ProofDetail {
  readonly part: StepPart;
  /** The block after it, in which its author says what it prints. */
  readonly expected?: Html | undefined;
}

export interface StepImagesDetail extends ProofDetail {
  /** What came of the step in each. */
  readonly proofs: readonly StepProof[];
}

export interface CapturedDetail {
  readonly proof: StepProof;
  /** Whether the step was run in several images. */
  readonly several: boolean;
}

export interface ListHeadDetail {
  readonly title: string;
  /** '' for none. */
  readonly description: string;
  /** The author's page that they are of, where there is one: it may be in another language. */
  readonly intro?: Page | undefined;
  readonly more?: Value;
}

export interface EntriesDetail {
  readonly items: readonly Page[];
  /** Of each item. */
  readonly facts: readonly PageFacts[];
  /** The number of the first, where they are numbered. */
  readonly first?: number | undefined;
}

export interface RowsDetail {
  /** What needs somebody first. */
  readonly rows: readonly RunbookRow[];
}

export interface PaginationDetail {
  readonly pagination: Pagination;
  /** What the list is ordered by says what its neighbours are called. */
  readonly order: 'date' | 'title';
}
