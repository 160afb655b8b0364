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
  /** A page of documentation: among its collection, with a table of contents. */
  readonly doc: Layout<PageView>;
  /** A post: dated, tagged, between its neighbours in time. */
  readonly post: Layout<PageView>;
  /** A runbook: whether it still works, then what to do. */
  readonly runbook: Layout<PageView>;
  /** The front page that an author wrote. */
  readonly home: Layout<PageView>;
  /** The front page of a site whose author wrote none. */
  readonly front: Layout<HomeView>;
  /** The list of a collection. */
  readonly list: Layout<ListView>;
  /** The list of a collection of runbooks. */
  readonly runbooks: Layout<RunbooksView>;
  /** The state of all runbooks, for a screen on a wall. */
  readonly status: Layout<StatusView>;
  /** The search, with links to every page below it. */
  readonly search: Layout<SearchView>;
  /** All terms of a taxonomy, such as all tags. */
  readonly taxonomy: Layout<TaxonomyView>;
  /** One page of the list of what has a term. */
  readonly term: Layout<TermView>;
  /** The years of a collection. */
  readonly archive: Layout<ArchiveView>;
  /** One page of what is of a year, a month or a day. */
  readonly period: Layout<PeriodView>;
  /** `404.html`. */
  readonly notFound: Layout<NotFoundView>;
}

/**
 * The named pieces that layouts and other parts are made of, each of which a site's theme may replace.
 * They are called as `props.parts.NAME(props, detail)`, never by import.
 */
export interface Parts extends Slots {
  // On every page.
  /** `<head>`. */
  readonly head: Part;
  /** What others show of a link to the page, in `<head>`. */
  readonly preview: DetailPart<HeadFacts>;
  /** What the page is, for search engines, in `<head>`. */
  readonly structuredData: DetailPart<HeadFacts>;
  /** Title, navigation and menus. */
  readonly header: Part;
  /** The way to the front page, in the header. */
  readonly brand: Part;
  /** The way to the search, in the header. */
  readonly searchButton: Part;
  /** The versions of what the page is about. */
  readonly versionMenu: Part;
  /** The languages of the site. */
  readonly languageMenu: Part;
  /** The switch of light and dark. */
  readonly schemeSwitch: Part;
  /** That a text is in another language, or of another version. */
  readonly notices: Part;
  /** The way back to the top. */
  readonly toTop: Part;
  /** Who publishes the site, and what it has beside its pages. */
  readonly footer: Part;

  // An article.
  /** The way from the list of the collection to the page. */
  readonly breadcrumbs: Part<PageView>;
  /** Head, text and what follows it. */
  readonly article: DetailPart<ArticleDetail, PageView>;
  /** Title and description. */
  readonly articleHead: DetailPart<{ readonly meta?: Value }, PageView>;
  /** The line of dates, authors and terms. */
  readonly meta: DetailPart<MetaDetail>;
  /** The table of contents. */
  readonly toc: DetailPart<{ readonly headings: readonly Heading[] }>;
  /** Dated corrections, above the text. */
  readonly updates: DetailPart<{ readonly page: Page }>;
  /** The place of the page among the parts of its series. */
  readonly series: Part<PageView>;
  /** The text itself, with the frames of its steps. */
  readonly prose: DetailPart<ProseDetail>;
  /** All that follows the text. */
  readonly articleEnd: Part<PageView>;
  /** The next part of a series. */
  readonly seriesNext: Part<PageView>;
  /** Pages that are like this one. */
  readonly related: Part<PageView>;
  /** Who wrote the page, where the site says more of them than a name. */
  readonly authors: DetailPart<{ readonly authors: readonly AuthorLink[] }>;
  /** When the page was changed and by whom, and where to edit it. */
  readonly sourceLine: Part<PageView>;
  /** The neighbours in reading order. */
  readonly pager: Part<PageView>;
  /** The pages of a collection. */
  readonly sidebar: DetailPart<{ readonly collection: Collection }>;

  // A runbook.
  /** How one tells that the runbook is the one to open, and who answers for it. */
  readonly runbookFacts: DetailPart<{ readonly page: Page }>;
  /** Whether the runbook still works, where, and since when. */
  readonly proofBanner: DetailPart<ProofDetail>;
  /** The steps of a runbook at a glance. */
  readonly stepStrip: DetailPart<ProofDetail>;
  /** What is known of the run in one image. */
  readonly imageProof: DetailPart<ImageProofDetail>;
  /** The values that readers fill into the commands. */
  readonly variables: DetailPart<ProofDetail>;
  /** What the script makes the bar and the boxes of a runbook from. */
  readonly work: Part<PageView>;
  /** The frame of a step. */
  readonly step: DetailPart<StepDetail>;
  /** What came of a step in each image. */
  readonly stepImages: DetailPart<StepImagesDetail>;
  /** What a step printed when it was last run. */
  readonly captured: DetailPart<CapturedDetail>;

  // Lists.
  /** The head of a page that lists others. */
  readonly listHead: DetailPart<ListHeadDetail>;
  /** The ways from a list of posts to its archive and to all terms. */
  readonly browse: DetailPart<{ readonly collection: Collection }>;
  /** Pages in a list, each with how it begins. */
  readonly entryList: DetailPart<EntriesDetail>;
  /** The way through a list of several pages. */
  readonly pagination: DetailPart<PaginationDetail>;
  /** What finds and sorts the rows of the table of runbooks. */
  readonly runbookFilter: DetailPart<RowsDetail, RunbooksView>;
  /** Runbooks and their proofs. */
  readonly runbookTable: DetailPart<RowsDetail>;
  /** The ways from the list of runbooks to the wall, `status.json` and the badge. */
  readonly runbookLinks: Part<RunbooksView>;
  /** A runbook on a wall. */
  readonly wallTile: DetailPart<{ readonly row: RunbookRow }, StatusView>;
  /** How many of the shell blocks of the site are steps. */
  readonly coverage: Part;

  // The page of the search.
  /** The search itself. */
  readonly searchBox: Part<SearchView>;
  /** Links to every page, for a search without a script. */
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

/** What stands in a document. */
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

/** What a layout puts around the text of an article. */
export interface ArticleDetail {
  /** Below the title. */
  readonly meta?: Value;
  /** What follows the text. */
  readonly end?: Value;
}

/** A page, and what the line below its title tells of it. */
export interface MetaDetail {
  readonly page: Page;
  readonly facts: PageFacts;
  /** Whether it says how long it takes to read. */
  readonly readingTime?: boolean;
}

/** A page whose text is drawn. */
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

/** The same of one of its images. */
export interface ImageProofDetail extends ProofDetail {
  readonly image: ImageStatus;
}

/** A step where it stands in the text. */
export interface StepDetail extends ProofDetail {
  readonly part: StepPart;
  /** The block after it, in which its author says what it prints. */
  readonly expected?: Html | undefined;
}

/** A step, and what came of it. */
export interface StepImagesDetail extends ProofDetail {
  /** What came of the step in each. */
  readonly proofs: readonly StepProof[];
}

/** A step as it was run in one image. */
export interface CapturedDetail {
  readonly proof: StepProof;
  /** Whether the step was run in several images. */
  readonly several: boolean;
}

/** What a list is called. */
export interface ListHeadDetail {
  readonly title: string;
  /** '' for none. */
  readonly description: string;
  /** The author's page that they are of, where there is one: it may be in another language. */
  readonly intro?: Page | undefined;
  readonly more?: Value;
}

/** The pages of a list. */
export interface EntriesDetail {
  readonly items: readonly Page[];
  /** Of each item. */
  readonly facts: readonly PageFacts[];
  /** The number of the first, where they are numbered. */
  readonly first?: number | undefined;
}

/** The runbooks of a list. */
export interface RowsDetail {
  /** What needs somebody first. */
  readonly rows: readonly RunbookRow[];
}

/** A part of a long list. */
export interface PaginationDetail {
  readonly pagination: Pagination;
  /** What the list is ordered by says what its neighbours are called. */
  readonly order: 'date' | 'title';
}
