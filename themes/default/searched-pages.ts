import type { Page } from '../../src/model/page.ts';
import type { Site } from '../../src/model/site.ts';

/** What the search of a site finds (`src/site/search-plan.ts` says it to the index). */
export function searchedPages({ collections, config: { search } }: Site): readonly Page[] {
  return collections
    .filter(({ config }) => search?.collections?.includes(config.origin ?? config.name) ?? true)
    .flatMap(({ pages }) => pages)
    .filter(({ frontmatter }) => !frontmatter.unlisted && !frontmatter.noindex);
}
