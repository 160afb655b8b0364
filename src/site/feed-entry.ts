import type { FeedsConfig } from '../model/config.ts';
import type { BodyPart, Page } from '../model/page.ts';
import type { Author, PreviewImage } from '../model/site.ts';
import { absoluteHtml } from './absolute-html.ts';
import { changedAt } from './dates.ts';
import { type Person, writersOf } from './writers.ts';
import { xmlText } from './xml.ts';

/** A page as a feed has it, in whatever format. */
export interface FeedEntry {
  /** Absolute. */
  readonly url: string;
  readonly title: string;
  /** RFC 3339. */
  readonly published: string;
  readonly changed: string;
  readonly authors: readonly Person[];
  readonly tags: readonly string[];
  /** Plain text; '' for none. */
  readonly summary: string;
  /** All URLs in it are absolute. Absent where the feed has summaries only. */
  readonly html?: string | undefined;
  /** Absolute. */
  readonly image?: string | undefined;
}

export interface FeedContext {
  /** The site's origin without a slash at its end. */
  readonly origin: string;
  readonly authors: readonly Author[];
  readonly content: FeedsConfig['content'];
  readonly imageOf: (page: Page) => PreviewImage | undefined;
}

export function feedEntry(
  page: Page,
  { origin, authors, content, imageOf }: FeedContext,
): FeedEntry {
  const { frontmatter } = page;
  const url = origin + page.url;
  const published = frontmatter.date?.iso ?? '';
  const image = imageOf(page)?.url;
  return {
    url,
    title: page.title,
    published,
    changed: changedAt(page) ?? published,
    authors: writersOf(page, authors),
    tags: frontmatter.tags,
    summary: frontmatter.description ?? page.summary,
    ...(content === 'full' ? { html: htmlOf(page, url) } : {}),
    ...(image === undefined ? {} : { image: new URL(image, url).href }),
  };
}

/** The article with the corrections that were made to it before it. */
function htmlOf(page: Page, url: string): string {
  const updates = page.frontmatter.updates.map(
    ({ date, text }) => `<p><strong>${date.iso.slice(0, 10)}:</strong> ${xmlText(text)}</p>\n`,
  );
  return updates.join('') + absoluteHtml(page.body.map(readableHtml).join(''), url);
}

/** Without what means nothing away from the page: the `#` beside headings, controls, scripts. */
function readableHtml(part: BodyPart): string {
  const html = typeof part === 'string' ? part : part.html;
  return away
    .reduce(without, html.replace(/[ \n]?<a class="anchor"[^>]*>#<\/a>/g, ''))
    .replace(/<input type="radio"[^>]*>/g, '');
}

const away = ['script', 'style', 'button', 'template'];

/** HTML of our own serializer without the elements of a name, which do not nest. */
function without(html: string, name: string): string {
  const close = `</${name}>`;
  let kept = '';
  let from = 0;
  for (let at = html.indexOf(`<${name}`); at !== -1; at = html.indexOf(`<${name}`, from)) {
    const end = /[\s>]/.test(html[at + name.length + 1] ?? '') ? html.indexOf(close, at) : at;
    if (end === -1) break;
    const next = end === at ? at + 1 : end + close.length;
    kept += html.slice(from, end === at ? next : at);
    from = next;
  }
  return kept + html.slice(from);
}
