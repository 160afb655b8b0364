import { changeOf, type Feed } from './atom.ts';
import type { FeedEntry } from './feed-entry.ts';
import { xmlText } from './xml.ts';

const namespaces = [
  'xmlns:atom="http://www.w3.org/2005/Atom"',
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
].join(' ');

/** RSS 2.0 (https://www.rssboard.org/rss-specification), with the modules that its best practices name. */
export function rssText(feed: Feed): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<rss version="2.0" ${namespaces}>`,
    '<channel>',
    `  <title>${xmlText(feed.title)}</title>`,
    `  <link>${xmlText(feed.listUrl)}</link>`,
    // An element that must be there; a text that may be empty.
    `  <description>${xmlText(feed.description)}</description>`,
    `  <language>${xmlText(feed.language)}</language>`,
    `  <lastBuildDate>${rfc822(changeOf(feed.entries))}</lastBuildDate>`,
    '  <generator>Rutter</generator>',
    `  <atom:link rel="self" type="application/rss+xml" href="${xmlText(feed.url)}"/>`,
    ...feed.entries.flatMap((entry) => itemLines(entry, feed)),
    '</channel>',
    '</rss>',
    '',
  ].join('\n');
}

function itemLines(entry: FeedEntry, { site }: Feed): readonly string[] {
  const { url, summary, html } = entry;
  const names = entry.authors.map(({ name }) => name);
  if (names.length === 0 && site.author !== undefined) names.push(site.author);
  return [
    '  <item>',
    `    <title>${xmlText(entry.title)}</title>`,
    `    <link>${xmlText(url)}</link>`,
    `    <guid isPermaLink="true">${xmlText(url)}</guid>`,
    `    <pubDate>${rfc822(entry.published)}</pubDate>`,
    ...names.map((name) => `    <dc:creator>${xmlText(name)}</dc:creator>`),
    ...entry.tags.map((tag) => `    <category>${xmlText(tag)}</category>`),
    ...(summary === '' ? [] : [`    <description>${xmlText(summary)}</description>`]),
    ...(html === undefined ? [] : [`    <content:encoded>${xmlText(html)}</content:encoded>`]),
    '  </item>',
  ];
}

/** RFC 822 with a year of four digits, from RFC 3339 in UTC. */
function rfc822(iso: string): string {
  return new Date(iso).toUTCString();
}
