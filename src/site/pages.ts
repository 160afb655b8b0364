import type { Diagnostic } from '../model/diagnostic.ts';
import type { Entry, Page, Place } from '../model/page.ts';
import type { Runbook } from '../model/runbook.ts';
import type { Articles } from './articles.ts';
import type { Resolve } from './resolve.ts';
import { humanize } from './sidebar.ts';

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
  readonly diagnostics: readonly Diagnostic[];
}

/** Entries become pages, in their order. What is kept of pages that are gone is forgotten. */
export async function makePages(input: PagesInput): Promise<Pages> {
  const { entries, places, articles, resolver } = input;
  const pages: Page[] = [];
  const runbooks: Runbook[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const entry of entries) {
    const place = places.get(entry.id);
    if (place === undefined) throw new Error(`${entry.id} has no place`);
    const { article, reused } = await articles.make(entry, resolver(entry));
    const { rendered, runbook } = article;
    const title = entry.frontmatter.title ?? rendered.leadingHeading ?? titleFromName(entry);
    pages.push({ ...entry, ...place, ...rendered, title });
    if (runbook !== undefined) runbooks.push(runbook);
    diagnostics.push(...article.diagnostics);
    input.onPage?.(entry.id, reused);
  }
  articles.keepOnly(new Set(entries.map(({ id }) => id)));
  return { pages, runbooks, diagnostics };
}

function titleFromName({ id }: Entry): string {
  const parts = id.split('/');
  return humanize((parts.at(-1) === 'index' ? parts.at(-2) : parts.at(-1)) ?? id);
}
