import type { OutputFile } from '../model/output.ts';
import type { BodyPart, Page } from '../model/page.ts';
import type { Collection, Site } from '../model/site.ts';
import { absoluteHtml } from './absolute-html.ts';
import { changedAt } from './dates.ts';
import { compareText } from './text-order.ts';
import { decodePath } from './urls.ts';
import { xmlText } from './xml.ts';

const mostEntries = 20;

/**
 * An Atom feed (RFC 4287) for each collection that `site.feeds` names, newest entries first. Ids are
 * the pages' URLs; every time is one of the content, so that the same pages give the same feed.
 */
export function atomFeeds(site: Site): readonly OutputFile[] {
  const origin = originOf(site);
  if (origin === undefined) return [];
  return site.collections.flatMap((collection) => {
    const feed = site.feeds.find(({ url }) => url === `${collection.url}feed.xml`);
    if (feed === undefined) return [];
    const path = decodePath(feed.url.slice(site.config.base.length));
    return [{ path, contents: atomText({ site, collection, origin, url: origin + feed.url }) }];
  });
}

/** The site's origin without a slash at its end. */
export function originOf(site: Site): string | undefined {
  return site.config.url?.replace(/\/+$/, '');
}

interface Feed {
  readonly site: Site;
  readonly collection: Collection;
  readonly origin: string;
  /** Absolute. */
  readonly url: string;
}

function atomText({ site, collection, origin, url }: Feed): string {
  const dated = collection.pages.filter(({ frontmatter }) => frontmatter.date !== undefined);
  const shown = dated.slice(0, mostEntries);
  const updated =
    shown
      .map((page) => changedAt(page) ?? '')
      .sort(compareText)
      .at(-1) ?? '';
  const { title, author, language, base } = site.config;
  const isOnly = site.feeds.length === 1;
  const name = isOnly ? title : `${title}: ${collection.config.title}`;
  const subtitle = collection.config.description || site.config.description;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xmlText(language)}">`,
    `  <id>${xmlText(url)}</id>`,
    `  <title>${xmlText(name)}</title>`,
    ...(subtitle === '' ? [] : [`  <subtitle>${xmlText(subtitle)}</subtitle>`]),
    `  <updated>${xmlText(updated)}</updated>`,
    `  <author><name>${xmlText(author ?? title)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${xmlText(url)}"/>`,
    `  <link rel="alternate" type="text/html" href="${xmlText(origin + (collection.url ?? base))}"/>`,
    '  <generator>Rutter</generator>',
    ...shown.flatMap((page) => entryLines(page, origin)),
    '</feed>',
    '',
  ].join('\n');
}

function entryLines(page: Page, origin: string): readonly string[] {
  const { frontmatter } = page;
  const url = origin + page.url;
  const summary = frontmatter.description ?? page.summary;
  const content = absoluteHtml(page.body.map(htmlOf).join(''), url);
  return [
    '  <entry>',
    `    <id>${xmlText(url)}</id>`,
    `    <title>${xmlText(page.title)}</title>`,
    `    <published>${xmlText(frontmatter.date?.iso ?? '')}</published>`,
    `    <updated>${xmlText(changedAt(page) ?? '')}</updated>`,
    ...frontmatter.authors.map((name) => `    <author><name>${xmlText(name)}</name></author>`),
    `    <link rel="alternate" type="text/html" href="${xmlText(url)}"/>`,
    ...frontmatter.tags.map((tag) => `    <category term="${xmlText(tag)}"/>`),
    ...(summary === '' ? [] : [`    <summary>${xmlText(summary)}</summary>`]),
    `    <content type="html">${xmlText(content)}</content>`,
    '  </entry>',
  ];
}

/** Without the `#` beside each heading, which means nothing in a reader of feeds. */
function htmlOf(part: BodyPart): string {
  const html = typeof part === 'string' ? part : part.html;
  return html.replace(/\s*<a class="anchor"[^>]*>#<\/a>/g, '');
}
