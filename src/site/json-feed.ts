import type { Feed } from './atom.ts';

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function jsonFeedText(feed: Feed): string {
  const { site, origin } = feed;
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.listUrl,
    feed_url: feed.url,
    description: feed.description || undefined,
    language: feed.language,
    authors: site.author === undefined ? undefined : [{ name: site.author }],
    items: feed.entries.map((entry) => ({
      id: entry.url,
      url: entry.url,
      title: entry.title,
      summary: entry.summary || undefined,
      // Each item must have one of the two.
      content_html: entry.html,
      content_text: entry.html === undefined ? entry.summary : undefined,
      image: entry.image,
      date_published: entry.published,
      date_modified: entry.changed,
      authors:
        entry.authors.length === 0
          ? undefined
          : entry.authors.map(({ name, url }) => ({
              name,
              url: url === undefined ? undefined : new URL(url, origin).href,
            })),
      tags: entry.tags.length === 0 ? undefined : entry.tags,
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
