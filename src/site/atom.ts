import type { SiteConfig } from '../model/config.ts';
import type { FeedEntry } from './feed-entry.ts';
import { compareText } from './text-order.ts';
import { xmlText } from './xml.ts';

export interface Feed {
  readonly site: SiteConfig;
  /** The site's origin without a slash at its end. */
  readonly origin: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** Of the feed itself; absolute. */
  readonly url: string;
  /** Of the list as people see it; absolute. */
  readonly listUrl: string;
  /** Newest first. */
  readonly entries: readonly FeedEntry[];
}

/** When something in a feed was last changed: a time of the content, so that the same pages give the same feed. */
export function changeOf(entries: readonly FeedEntry[]): string {
  const all = entries.map(({ changed }) => changed).sort(compareText);
  return all.at(-1) ?? '1970-01-01T00:00:00Z';
}

/** Atom (RFC 4287). Ids are the pages' URLs. */
export function atomText(feed: Feed): string {
  const { site, origin, url } = feed;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xmlText(feed.language)}">`,
    `  <id>${xmlText(url)}</id>`,
    `  <title>${xmlText(feed.title)}</title>`,
    ...(feed.description === '' ? [] : [`  <subtitle>${xmlText(feed.description)}</subtitle>`]),
    `  <updated>${xmlText(changeOf(feed.entries))}</updated>`,
    `  <author><name>${xmlText(site.author ?? site.title)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${xmlText(url)}"/>`,
    `  <link rel="alternate" type="text/html" href="${xmlText(feed.listUrl)}"/>`,
    '  <generator>Rutter</generator>',
    ...feed.entries.flatMap((entry) => entryLines(entry, origin)),
    '</feed>',
    '',
  ].join('\n');
}

function entryLines(entry: FeedEntry, origin: string): readonly string[] {
  const { url, summary, html } = entry;
  return [
    '  <entry>',
    `    <id>${xmlText(url)}</id>`,
    `    <title>${xmlText(entry.title)}</title>`,
    `    <published>${xmlText(entry.published)}</published>`,
    `    <updated>${xmlText(entry.changed)}</updated>`,
    ...entry.authors.map((one) => {
      const uri =
        one.url === undefined ? '' : `<uri>${xmlText(new URL(one.url, origin).href)}</uri>`;
      return `    <author><name>${xmlText(one.name)}</name>${uri}</author>`;
    }),
    `    <link rel="alternate" type="text/html" href="${xmlText(url)}"/>`,
    ...entry.tags.map((tag) => `    <category term="${xmlText(tag)}"/>`),
    ...(summary === '' ? [] : [`    <summary>${xmlText(summary)}</summary>`]),
    ...(html === undefined ? [] : [`    <content type="html">${xmlText(html)}</content>`]),
    '  </entry>',
  ];
}
