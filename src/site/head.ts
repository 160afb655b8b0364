import type { Config } from '../model/config.ts';
import type { Page } from '../model/page.ts';
import type { PreviewImage, Site, View, ViewHead } from '../model/site.ts';
import { changedAt } from './dates.ts';
import { feedLinks, termFeeds } from './feed-plan.ts';
import { markdownPath } from './llms.ts';
import type { PageImages } from './page-images.ts';
import { urlOfOutput } from './urls.ts';

export interface HeadInput {
  readonly site: Site;
  readonly config: Pick<Config, 'feeds' | 'llms' | 'site'>;
  readonly images: Pick<PageImages, 'own' | 'otherwise'>;
  /** The card of a view that has no picture of its own. */
  readonly cardOf: (view: View) => PreviewImage | undefined;
}

/** Gives views what their heads say. */
export function createHeads({ site, config, images, cardOf }: HeadInput): (view: View) => View {
  const byList = new Map(
    [...termFeeds(site, config)].map((plan) => [plan.url, feedLinks(plan, config)] as const),
  );
  return (view) => {
    const page = view.kind === 'page' ? view.page : undefined;
    const canonical = canonicalOf(view, page);
    const published = page?.frontmatter.date?.iso;
    const changed = page && changedAt(page);
    const image =
      images.own(pageIdOf(view)) ??
      (['not-found', 'status', 'search'].includes(view.kind) ? undefined : cardOf(view)) ??
      images.otherwise;
    const markdown = page && markdownPath(page, config);
    const alternates = alternatesOf(view, site);
    const head: ViewHead = {
      ...(canonical === undefined ? {} : { canonical }),
      ...(image === undefined ? {} : { image }),
      ...(published === undefined ? {} : { published }),
      ...(changed === undefined ? {} : { changed }),
      feeds: byList.get(listUrl(view)) ?? [],
      ...(alternates.length === 0 ? {} : { alternates }),
      ...(markdown === undefined ? {} : { markdown: urlOfOutput(markdown, config.site.base) }),
    };
    // Before all else: what draws a page in another thread puts its own keys behind these.
    return { head, ...view };
  };
}

/** The URL of a list's first page. */
function listUrl(view: View): string {
  return view.kind === 'term' ? view.term.url : view.url;
}

function canonicalOf(view: View, page: Page | undefined): string | undefined {
  if (view.kind === 'not-found' || view.outputPath === '404.html') return undefined;
  // It says what the index says, and to machines.
  if (view.kind === 'status' || view.kind === 'search') return undefined;
  if (page?.frontmatter.noindex) return undefined;
  return page?.frontmatter.canonical ?? view.original ?? view.url;
}

/** Only of what search engines are to find, and each of its languages leads to all of them. */
function alternatesOf(view: View, { locales }: Site): NonNullable<ViewHead['alternates']> {
  if (view.original !== undefined) return [];
  const real = (view.translations ?? []).filter(({ isFallback }) => !isFallback);
  if (real.length < 2) return [];
  const main = locales?.find(({ isDefault }) => isDefault)?.tag;
  const fallback = real.find(({ locale }) => locale === main);
  return [
    ...real.map(({ locale, url }) => ({ language: locale, url })),
    ...(fallback === undefined ? [] : [{ language: 'x-default', url: fallback.url }]),
  ];
}

/** Of the page that a view shows, or that introduces its list. */
function pageIdOf(view: View): string | undefined {
  if (view.kind === 'page') return view.page.id;
  return 'intro' in view ? view.intro?.id : undefined;
}

/** What stands on the card of a view. */
export function cardText(view: View, sites: readonly Site[]) {
  const own = sites.find(({ locale }) => locale === view.locale) ?? sites[0];
  const { title = '', language = 'en', direction = 'ltr' } = own?.config ?? {};
  return {
    site: view.title === title ? '' : title,
    title: view.title || title,
    about: view.description,
    language,
    direction,
  };
}
