import type { Diagnostic } from '../model/diagnostic.ts';
import type { Entry, Page, Place } from '../model/page.ts';
import type { PageCoverage } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import { titleOf } from '../model/title.ts';
import type { Articles } from './articles.ts';
import type { Resolve } from './resolve.ts';

export interface PagesInput {
  readonly entries: readonly Entry[];
  readonly places: ReadonlyMap<string, Place>;
  readonly articles: Articles;
  readonly resolver: (entry: Entry) => Resolve;
  /** `reused`: the article is the one of an earlier build. */
  readonly onPage?: ((id: string, reused: boolean) => void) | undefined;
}

export interface Pages {
  readonly pages: readonly Page[];
  readonly runbooks: readonly Runbook[];
  /** By page id. */
  readonly coverage: ReadonlyMap<string, PageCoverage>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Entries become pages, in their order. What is kept of pages that are gone is forgotten. */
export async function makePages(input: PagesInput): Promise<Pages> {
  const { entries, places, articles, resolver } = input;
  const pages: Page[] = [];
  const runbooks: Runbook[] = [];
  const coverage = new Map<string, PageCoverage>();
  const diagnostics: Diagnostic[] = [];
  for (const entry of entries) {
    const place = places.get(entry.id);
    if (place === undefined) throw new Error(`${entry.id} has no place`);
    const { article, reused } = await articles.make(entry, resolver(entry));
    const { rendered, runbook } = article;
    const title = titleOf(entry, rendered.leadingHeading);
    const excerpt = seenFromLists(rendered.excerpt, place.url);
    pages.push({ ...entry, ...place, ...rendered, title, excerpt });
    if (runbook !== undefined) runbooks.push(runbook);
    coverage.set(entry.id, article.coverage);
    diagnostics.push(...article.diagnostics);
    input.onPage?.(entry.id, reused);
  }
  articles.keepOnly(new Set(entries.map(({ id }) => id)));
  return { pages, runbooks, coverage, diagnostics };
}

/** Links to a place in the page itself, in HTML of our own serializer, become links to the page. */
function seenFromLists(excerpt: string, url: string): string {
  const page = url.replaceAll('&', '&amp;');
  return excerpt.replace(/(<a\s(?:[^<>]*\s)?href=")(?=#)/g, (open) => open + page);
}
