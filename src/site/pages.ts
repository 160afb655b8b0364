import type { Article, ArticleText } from '../model/article.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Entry, Page, Place } from '../model/page.ts';
import type { PageCoverage } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import { titleOf } from '../model/title.ts';
import type { MadeArticle } from './articles.ts';

/** Reads the text of an article when somebody looks at it. */
export type ReadText = (id: string, article: Article) => ArticleText;

/** An entry and its article, as the rest of the build and the themes know them. */
export function pageOf(entry: Entry, place: Place, article: Article, read: ReadText): Page {
  return new ArticlePage(entry, place, article, read);
}

/** Of a class, whose objects take a third of the memory that those of a literal with getters do. */
class ArticlePage implements Page {
  readonly source: Page['source'];
  readonly id: string;
  readonly sourceId: string | undefined;
  readonly fallbackOf: string | undefined;
  readonly collection: string;
  readonly kind: Page['kind'];
  readonly frontmatter: Page['frontmatter'];
  readonly bodyStart: number;
  readonly keyPlaces: Page['keyPlaces'];
  readonly url: string;
  readonly outputPath: string;
  readonly title: string;
  readonly excerpt: string;
  readonly #article: Article;
  readonly #read: ReadText;

  constructor(entry: Entry, place: Place, article: Article, read: ReadText) {
    this.source = entry.source;
    this.id = entry.id;
    this.sourceId = entry.sourceId;
    this.fallbackOf = entry.fallbackOf;
    this.collection = entry.collection;
    this.kind = entry.kind;
    this.frontmatter = entry.frontmatter;
    this.bodyStart = entry.bodyStart;
    this.keyPlaces = entry.keyPlaces;
    this.url = place.url;
    this.outputPath = place.outputPath;
    this.title = titleOf(entry, article.leadingHeading);
    this.excerpt = seenFromLists(article.excerpt, place.url);
    this.#article = article;
    this.#read = read;
  }

  get leadingHeading(): string | undefined {
    return this.#article.leadingHeading;
  }
  get titleAnchor(): string | undefined {
    return this.#article.titleAnchor;
  }
  get links(): Page['links'] {
    return this.#article.links;
  }
  get assets(): Page['assets'] {
    return this.#article.assets;
  }
  get images(): Page['images'] {
    return this.#article.images;
  }
  get needs(): Page['needs'] {
    return this.#article.needs;
  }
  get anchors(): Page['anchors'] {
    return this.#article.anchors;
  }
  get summary(): string {
    return this.#article.summary;
  }
  get words(): number {
    return this.#article.words;
  }
  get stepIds(): Page['stepIds'] {
    return this.#article.steps;
  }
  get body(): Page['body'] {
    return this.#read(this.id, this.#article).body;
  }
  get headings(): Page['headings'] {
    return this.#read(this.id, this.#article).headings;
  }
  get markdown(): string {
    return this.#read(this.id, this.#article).markdown;
  }
}

export function runbookOf(entry: Entry, { runbook }: Article): Runbook | undefined {
  if (runbook === undefined) return undefined;
  // What is shown in another language is the same runbook.
  return { ...runbook, id: entry.fallbackOf ?? entry.id, source: entry.source };
}

/** Links to a place in the page itself, in HTML of our own serializer, become links to the page. */
function seenFromLists(excerpt: string, url: string): string {
  if (!excerpt.includes('href="#')) return excerpt;
  const page = url.replaceAll('&', '&amp;');
  return excerpt.replace(/(<a\s(?:[^<>]*\s)?href=")(?=#)/g, (open) => open + page);
}

export interface MadePages {
  readonly pages: readonly Page[];
  readonly runbooks: readonly Runbook[];
  /** By page id; of a page that is shown in several languages under the id of each. */
  readonly runbookOf: ReadonlyMap<string, Runbook>;
  /** By page id. */
  readonly coverage: ReadonlyMap<string, PageCoverage>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Entries and their articles become pages, in the order of the entries. */
export function makePages(
  entries: readonly Entry[],
  of: {
    readonly places: ReadonlyMap<string, Place>;
    readonly articles: ReadonlyMap<string, MadeArticle>;
    readonly read: ReadText;
  },
): MadePages {
  const pages: Page[] = [];
  const runbooks: Runbook[] = [];
  const byPage = new Map<string, Runbook>();
  const coverage = new Map<string, PageCoverage>();
  const diagnostics: Diagnostic[] = [];
  for (const entry of entries) {
    const place = of.places.get(entry.id);
    const article = of.articles.get(entry.id)?.article;
    if (place === undefined || article === undefined) throw new Error(`${entry.id} was not made`);
    pages.push(pageOf(entry, place, article, of.read));
    const runbook = runbookOf(entry, article);
    if (runbook !== undefined) byPage.set(entry.id, runbook);
    coverage.set(entry.id, article.coverage);
    // What is shown again in another language has been counted and told of.
    if (entry.fallbackOf !== undefined) continue;
    if (runbook !== undefined) runbooks.push(runbook);
    diagnostics.push(...article.diagnostics);
  }
  return { pages, runbooks, runbookOf: byPage, coverage, diagnostics };
}
