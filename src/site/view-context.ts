import type { Page } from '../model/page.ts';
import type { PageFacts, Site } from '../model/site.ts';
import { factsOf } from './facts.ts';

/** What the views of a site are made with. */
export interface ViewContext {
  readonly site: Site;
  readonly facts: (page: Page) => PageFacts;
  /** The page of the author's own that would be published there: it introduces the list. */
  readonly introAt: (outputPath: string) => Page | undefined;
}

export function contextOf(site: Site): ViewContext {
  const alone = new Map<string, Page>();
  for (const page of site.pages) {
    if (page.kind === 'page' && !alone.has(page.outputPath)) alone.set(page.outputPath, page);
  }
  return { site, facts: factsOf(site), introAt: (outputPath) => alone.get(outputPath) };
}
