import type { BodyPart, Page } from '../model/page.ts';
import type { Badge } from '../model/report.ts';
import { tagsOf } from '../site/tags.ts';
import { xmlText } from '../site/xml.ts';

/** What is known of a page beside its text. */
export interface DocumentFacts {
  /** The language of the index, a BCP 47 tag. */
  readonly language: string;
  /** The key in `collections`. */
  readonly collection: string;
  /** The name of its version, where its collection has some. */
  readonly version?: string | undefined;
  /** Of a runbook. */
  readonly state?: Badge | undefined;
  /** Of the URL, which the index has without. */
  readonly base: string;
}

/** What an index takes in: small HTML, of our own and not of any theme. */
export interface SearchDocument {
  /** Without the base, begins with `/`. */
  readonly url: string;
  readonly content: string;
}

/** Elements that Pagefind takes for a part of a line: words at their ends would become one. */
const blockTag = /<\/?(?:pre|summary|details|figcaption|figure|dt|dd)\b/g;

/**
 * What an author writes to Pagefind in HTML holds for their own text: it may be left out, or weigh more.
 * What is said of the whole page, or of all pages, is ours to say.
 */
const othersMark = /(?<![\w-])data-pagefind-(?!(?:ignore|weight)\b)/gi;

function withoutOthersMarks(html: string): string {
  if (html.search(othersMark) === -1) return html;
  let made = '';
  let at = 0;
  for (const { start, end } of tagsOf(html)) {
    made += html.slice(at, start) + html.slice(start, end).replace(othersMark, 'data-');
    at = end;
  }
  return made + html.slice(at);
}

/** All that a document says but for the article itself: equal for equal documents, where the article is. */
export function documentKey(page: Page, facts: DocumentFacts): readonly unknown[] {
  const { url, title, frontmatter } = page;
  const { description, tags, symptoms, authors, owner } = frontmatter;
  return [url, title, description, tags, symptoms, authors, owner, facts];
}

/** @param body The article; reading it by the page itself would look like reading it for a view. */
export function searchDocument(
  page: Page,
  body: readonly BodyPart[],
  facts: DocumentFacts,
): SearchDocument {
  const { description, tags, symptoms, authors, owner } = page.frontmatter;
  const about = [description, ...symptoms].map((text) => text?.replaceAll('`', ''));
  const head = [
    ...filter('collection', facts.collection),
    ...tags.flatMap((tag) => filter('tag', tag)),
    ...filter('state', facts.state),
    ...filter('version', facts.version ?? unversioned),
    // Found, and not shown among the text.
    ...meta('title', page.title),
    ...meta('tags', tags.join(' ')),
    ...meta('people', [...authors, owner ?? ''].join(' ').trim()),
    ...meta('path', nameIn(page.url)),
  ].join('');
  const written = body.map((part) => (typeof part === 'string' ? part : part.html)).join('\n');
  const article = withoutOthersMarks(written.replace(blockTag, ' $&'));
  // Pagefind leaves out what has no text, whatever its title is.
  const isEmpty = page.words === 0 && about.every((text) => !text);
  const content = [
    `<!doctype html><html lang="${xmlText(facts.language)}"><body>${head}`,
    ...about.flatMap((text) => (text ? [`<p data-pagefind-weight="2">${xmlText(text)}</p>`] : [])),
    `${isEmpty ? `<p>${xmlText(page.title)}</p>` : ''}${article}</body></html>`,
  ].join('\n');
  return { url: `/${page.url.slice(facts.base.length)}`, content };
}

/** What a page that has no version is filtered by, so that one filter is for all. */
export const unversioned = '*';

/** The last part of a URL in words, which is often what a page is called in talk: `disk full`. */
function nameIn(url: string): string {
  const last = url.replace(/(?:index)?(?:\.html)?\/?$/, '').replace(/^.*\//, '');
  try {
    return decodeURIComponent(last)
      .replace(/[-_.]+/g, ' ')
      .trim();
  } catch {
    return '';
  }
}

function filter(name: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  return [`<i data-pagefind-filter="${name}[data-is]" data-is="${xmlText(value)}"></i>`];
}

function meta(name: string, value: string): readonly string[] {
  if (value === '') return [];
  return [`<i data-pagefind-meta="${name}[data-is]" data-is="${xmlText(value)}"></i>`];
}
