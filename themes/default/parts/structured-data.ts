import type { Page } from '../../../src/model/page.ts';
import type { Site } from '../../../src/model/site.ts';
import type { HeadFacts, PageProps } from '../contract.ts';
import { dataBlock, type Html } from '../html.ts';
import type { PageView } from '../view.ts';
import { crumbsOf } from './breadcrumbs.ts';
import { absolute } from './preview.ts';

/** What a page is, for search engines: JSON-LD in the words of https://schema.org. */
export function structuredData({ view, site }: PageProps, seen: HeadFacts): Html | undefined {
  const { origin } = seen;
  const url = view.head?.canonical;
  if (origin === undefined || url === undefined) return undefined;
  if (view.url === site.config.home)
    return dataBlock('application/ld+json', siteData(site, origin));
  if (view.kind !== 'page') return undefined;
  return dataBlock('application/ld+json', {
    '@context': 'https://schema.org',
    '@graph': [articleData(view, site, seen, origin), trail(view, site, origin)],
  });
}

function siteData({ config }: Site, origin: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: config.title,
    url: origin + config.home,
    description: config.description || undefined,
    inLanguage: config.language,
  };
}

const types = { post: 'BlogPosting', doc: 'TechArticle', runbook: 'TechArticle', page: 'WebPage' };

function articleData(
  view: PageView,
  site: Site,
  { title, description }: HeadFacts,
  origin: string,
) {
  const { page, head, facts } = view;
  const url = absolute(head?.canonical ?? view.url, origin);
  const authors = (facts?.authors ?? []).map(({ name, url: of, page: list }) => {
    const link = of ?? list;
    return {
      '@type': 'Person',
      name,
      url: link === undefined ? undefined : absolute(link, origin),
    };
  });
  const { author } = site.config;
  const own = author === undefined ? undefined : { '@type': 'Person', name: author };
  return {
    '@type': types[page.kind],
    '@id': url,
    url,
    [page.kind === 'page' ? 'name' : 'headline']: title,
    description: description || undefined,
    image: head?.image === undefined ? undefined : absolute(head.image.url, origin),
    datePublished: head?.published,
    dateModified: head?.changed,
    author: authors.length > 0 ? authors : own,
    keywords: page.frontmatter.tags.length > 0 ? page.frontmatter.tags : undefined,
    inLanguage: languageOf(page, site),
  };
}

/** A page that is not translated is in the default language. */
function languageOf({ fallbackOf }: Page, { config, locales }: Site): string {
  const main = locales?.find(({ isDefault }) => isDefault);
  return fallbackOf === undefined ? config.language : (main?.tag ?? config.language);
}

/** From the front page by the list of the collection and the folders to the page. */
function trail(view: PageView, site: Site, origin: string): object {
  const { home, title } = site.config;
  const steps = [
    { title, url: home },
    // A folder without a page of its own is no step that one can take.
    ...crumbsOf(view, site).filter((crumb) => crumb.url !== undefined),
    { title: view.title || view.page.title, url: view.url },
  ];
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: step.title,
      item: absolute(step.url ?? '', origin),
    })),
  };
}
