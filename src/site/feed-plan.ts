import type { Config, FeedFormat } from '../model/config.ts';
import type { Page } from '../model/page.ts';
import type { Collection, FeedLink, Site } from '../model/site.ts';
import { byDate } from './dates.ts';

/** A list that can be followed. */
export interface FeedPlan {
  readonly title: string;
  /** '' for none. */
  readonly description: string;
  /** The list as people see it, with the base. Its feeds are beside it. */
  readonly url: string;
  /** Dated pages, newest first; as many as one feed has. */
  readonly pages: readonly Page[];
}

export const feedNames: Readonly<Record<FeedFormat, string>> = {
  atom: 'feed.xml',
  rss: 'rss.xml',
  json: 'feed.json',
};

const feedTypes: Readonly<Record<FeedFormat, string>> = {
  atom: 'application/atom+xml',
  rss: 'application/rss+xml',
  json: 'application/feed+json',
};

type Settings = Pick<Config, 'feeds' | 'site'>;

/** The feeds of collections; none without the URL of the site, as all their links are absolute. */
export function collectionFeeds(
  collections: readonly Collection[],
  { feeds, site }: Settings,
): readonly FeedPlan[] {
  if (site.url === undefined) return [];
  const feeding = collections.filter(hasFeed);
  return feeding.flatMap(({ config, pages, url }) => {
    if (url === undefined) return [];
    return [
      {
        title: feeding.length === 1 ? site.title : `${site.title}: ${config.title}`,
        description: config.description || site.description,
        url,
        pages: newest(pages, feeds.items),
      },
    ];
  });
}

function hasFeed({ config, pages, url }: Collection): boolean {
  const isWanted = config.feed ?? config.kind === 'post';
  return isWanted && url !== undefined && pages.some(isShown);
}

function isShown({ frontmatter, fallbackOf }: Page): boolean {
  return frontmatter.date !== undefined && !frontmatter.unlisted && fallbackOf === undefined;
}

function newest(pages: readonly Page[], items: number): readonly Page[] {
  return byDate(pages.filter(isShown)).slice(0, items);
}

/** The feeds of the terms of those taxonomies that have any. */
export function termFeeds(site: Site, { feeds }: Pick<Config, 'feeds'>): readonly FeedPlan[] {
  if (site.config.url === undefined) return [];
  return site.taxonomies
    .filter(({ feed }) => feed)
    .flatMap(({ terms }) => terms)
    .filter(({ pages }) => pages.some(isShown))
    .map(({ name, url, description, pages }) => ({
      title: `${site.config.title}: ${name}`,
      description,
      url,
      pages: newest(pages, feeds.items),
    }));
}

/** What a page's head says of a feed, in each of its formats. */
export function feedLinks(
  { title, url }: Pick<FeedPlan, 'title' | 'url'>,
  { feeds }: Pick<Config, 'feeds'>,
): readonly FeedLink[] {
  return feeds.formats.map((format) => ({
    title,
    url: url + feedNames[format],
    type: feedTypes[format],
  }));
}
