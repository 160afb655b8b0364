import type { Page } from '../model/page.ts';
import type { Taxonomy, Term, TermSummary, View } from '../model/site.ts';
import { changedAt } from './dates.ts';
import { mostEntries, parted } from './parted.ts';
import { compareText } from './text-order.ts';
import { outputOf } from './urls.ts';
import type { ViewContext } from './view-context.ts';

/** The list of each taxonomy's terms, and the lists of the terms' pages. */
export function* termViews(context: ViewContext): Generator<View> {
  const { site, introAt } = context;
  const size = Math.max(mostEntries, ...site.collections.map(({ config }) => config.pageSize));
  for (const taxonomy of site.taxonomies) {
    const outputPath = outputOf(taxonomy.url, site.config.base);
    const intro = introAt(outputPath);
    yield {
      kind: 'taxonomy',
      url: taxonomy.url,
      outputPath,
      title: intro?.title ?? taxonomy.title,
      description: intro?.frontmatter.description ?? '',
      taxonomy,
      terms: taxonomy.terms.map(summaryOf),
      ...(intro === undefined ? {} : { intro }),
    };
    for (const term of taxonomy.terms) yield* listOf(term, { taxonomy, size, context });
  }
}

function* listOf(
  term: Term,
  of: { readonly taxonomy: Taxonomy; readonly size: number; readonly context: ViewContext },
): Generator<View> {
  const { site, facts, introAt } = of.context;
  const { base } = site.config;
  const intro = introAt(outputOf(term.url, base));
  for (const part of parted(term.pages, term.url, of.size)) {
    const isFirst = part.pagination.page === 1;
    yield {
      kind: 'term',
      ...part,
      outputPath: outputOf(part.url, base),
      title: intro?.title ?? term.name,
      description: intro?.frontmatter.description ?? term.description,
      taxonomy: of.taxonomy,
      term,
      facts: part.items.map(facts),
      ...(isFirst && intro !== undefined ? { intro } : {}),
    };
  }
}

function summaryOf({ pages, ...term }: Term): TermSummary {
  const latest = latestOf(pages);
  return { ...term, count: pages.length, ...(latest === undefined ? {} : { latest }) };
}

function latestOf(pages: readonly Page[]): string | undefined {
  let latest: string | undefined;
  for (const page of pages) {
    const at = changedAt(page);
    if (at !== undefined && (latest === undefined || compareText(at, latest) > 0)) latest = at;
  }
  return latest;
}
