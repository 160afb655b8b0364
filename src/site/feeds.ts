import type { Config, FeedFormat } from '../model/config.ts';
import type { PlannedFile } from '../model/output.ts';
import type { Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { keyOf } from '../model/source.ts';
import { atomText, type Feed } from './atom.ts';
import { feedEntry } from './feed-entry.ts';
import { collectionFeeds, type FeedPlan, feedNames, termFeeds } from './feed-plan.ts';
import { jsonFeedText } from './json-feed.ts';
import type { PageImages } from './page-images.ts';
import { rssText } from './rss.ts';
import { decodePath } from './urls.ts';

const writers: Readonly<Record<FeedFormat, (feed: Feed) => string>> = {
  atom: atomText,
  rss: rssText,
  json: jsonFeedText,
};

export interface FeedsInput {
  readonly site: Site;
  readonly config: Pick<Config, 'feeds'>;
  readonly images: Pick<PageImages, 'byId'>;
  /** Of all that a page is. */
  readonly digestOf: (page: Page) => string;
}

/** The site's origin without a slash at its end. */
export function originOf({ config }: Pick<Site, 'config'>): string | undefined {
  return config.url?.replace(/\/+$/, '');
}

/** The feeds of collections and of terms, in each format; each is made when it is written. */
export function feedFiles(input: FeedsInput): readonly PlannedFile[] {
  const { site, config } = input;
  const settings = { ...config, site: site.config };
  const plans = [...collectionFeeds(site.collections, settings), ...termFeeds(site, config)];
  return plans.flatMap((plan) =>
    config.feeds.formats.map((format) => feedFile(plan, format, input)),
  );
}

function feedFile(
  plan: FeedPlan,
  format: FeedFormat,
  { site, config, digestOf, images }: FeedsInput,
): PlannedFile {
  const origin = originOf(site) ?? '';
  const { pages, ...head } = plan;
  const { authors } = site;
  const { content } = config.feeds;
  const imageOf = ({ id }: Page) => images.byId.get(id);
  const url = plan.url + feedNames[format];
  return {
    path: decodePath(url.slice(site.config.base.length)),
    key: () =>
      keyOf(
        JSON.stringify([
          format,
          head,
          site.config,
          content,
          authors,
          pages.map((page) => [digestOf(page), imageOf(page)]),
        ]),
      ),
    make: () =>
      writers[format]({
        site: site.config,
        origin,
        ...head,
        language: site.config.language,
        url: origin + url,
        listUrl: origin + plan.url,
        entries: pages.map((page) => feedEntry(page, { origin, authors, content, imageOf })),
      }),
  };
}
