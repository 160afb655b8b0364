import type { Article, ArticleText } from '../model/article.ts';
import type { Entry, Page, Place } from '../model/page.ts';
import type { Runbook } from '../model/runbook.ts';
import { titleOf } from '../model/title.ts';

/** Reads the text of an article when somebody looks at it. */
export type ReadText = (id: string, article: Article) => ArticleText;

/** An entry and its article, as the rest of the build and the themes know them. */
export function pageOf(entry: Entry, place: Place, article: Article, read: ReadText): Page {
  return {
    source: entry.source,
    id: entry.id,
    collection: entry.collection,
    kind: entry.kind,
    frontmatter: entry.frontmatter,
    bodyStart: entry.bodyStart,
    keyPlaces: entry.keyPlaces,
    url: place.url,
    outputPath: place.outputPath,
    title: titleOf(entry, article.leadingHeading),
    leadingHeading: article.leadingHeading,
    titleAnchor: article.titleAnchor,
    links: article.links,
    assets: article.assets,
    anchors: article.anchors,
    excerpt: seenFromLists(article.excerpt, place.url),
    summary: article.summary,
    words: article.words,
    stepIds: article.steps,
    get body() {
      return read(entry.id, article).body;
    },
    get headings() {
      return read(entry.id, article).headings;
    },
  };
}

export function runbookOf(entry: Entry, { runbook }: Article): Runbook | undefined {
  return runbook === undefined ? undefined : { ...runbook, source: entry.source };
}

/** Links to a place in the page itself, in HTML of our own serializer, become links to the page. */
function seenFromLists(excerpt: string, url: string): string {
  if (!excerpt.includes('href="#')) return excerpt;
  const page = url.replaceAll('&', '&amp;');
  return excerpt.replace(/(<a\s(?:[^<>]*\s)?href=")(?=#)/g, (open) => open + page);
}
