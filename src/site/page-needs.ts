import { createHash } from 'node:crypto';
import { decoded } from './character-references.ts';
import { attribute, type Tag, tagsOf } from './tags.ts';

/** A directive of a policy and a source that a page needs for it. */
export type Need = readonly [directive: string, source: string];

/** Tags of which something is run, or fetched from elsewhere. Of most nothing is, and they are passed over. */
const told =
  /^<(?:script|style|iframe|embed|object|base)\b|^<(?:link|img|image|source|track|video|audio|form|input)\b[\s\S]*?(?:\/\/|data:|blob:)|\s(?:style|on[a-z]+|formaction|background|data-embed)\s*=|\sdata-search\b/i;

/** What a page has in it, and what it asks for elsewhere, in the words of a content security policy. */
export function* needsOf(html: string): Generator<Need> {
  for (const tag of tagsOf(html)) {
    const text = html.slice(tag.start, tag.end);
    if (told.test(text)) yield* needsOfTag(html, tag, text);
  }
}

function* needsOfTag(html: string, tag: Tag, text: string): Generator<Need> {
  const name = (/^<([a-z][\w-]*)/i.exec(text)?.[1] ?? '').toLowerCase();
  const given = attributesOf(text.slice(1 + name.length));
  for (const [key, value] of given) {
    if (key === 'style') {
      yield ['style-src-attr', "'unsafe-hashes'"];
      yield ['style-src-attr', hashOf(value)];
      yield* styleNeeds(value);
    } else if (/^on[a-z]/.test(key)) {
      yield ['script-src-attr', "'unsafe-hashes'"];
      yield ['script-src-attr', hashOf(value)];
    } else if (key === 'data-embed') {
      const player = players[value.split(':', 1)[0] ?? ''];
      if (player !== undefined) yield ['frame-src', player];
    } else if (key === 'data-search') {
      // The search is WebAssembly: this allows it to be compiled, and no text to be run.
      yield ['script-src', "'wasm-unsafe-eval'"];
    } else if (key === 'srcdoc') {
      yield* needsOf(value);
    } else {
      const directive = directiveOf(name, key, given);
      const urls = /srcset$/.test(key) ? value.split(/,\s+/).map((one) => one.trim()) : [value];
      for (const url of directive === undefined ? [] : urls) {
        const isWhole = /^(?:script|style)-src$/.test(directive ?? '');
        const source = sourceOf(url, isWhole) ?? (closed.test(directive ?? '') && "'self'");
        if (source !== false) yield [directive ?? '', source];
      }
    }
  }
  if (name === 'script' && given.has('src')) {
    // It writes the style of each diagram into the page.
    if (/(?:^|\/)assets\/mermaid\.[^/]+\.js$/.test(given.get('src') ?? ''))
      yield ['style-src', "'unsafe-inline'"];
  } else if (name === 'script' && isRun(given.get('type'))) {
    yield ['script-src', hashOf(textOf(html, tag))];
  } else if (name === 'style') {
    const style = textOf(html, tag);
    yield ['style-src', hashOf(style)];
    yield* styleNeeds(style);
  }
}

/** What a policy allows not even from the site itself, where the page has none of it. */
const closed = /^(?:frame-src|object-src|base-uri)$/;

const players: Readonly<Record<string, string>> = {
  youtube: 'https://www.youtube-nocookie.com',
  vimeo: 'https://player.vimeo.com',
};

/** What decides whether the URL of an attribute may be fetched. */
function directiveOf(
  element: string,
  key: string,
  given: ReadonlyMap<string, string>,
): string | undefined {
  if (key === 'formaction' || (element === 'form' && key === 'action')) return 'form-action';
  if (key === 'background' || key === 'poster' || key === 'imagesrcset') return 'img-src';
  if (key === 'srcset') return 'img-src';
  if (key === 'src') return sourceDirectives[element];
  if (element === 'object' && key === 'data') return 'object-src';
  if (key !== 'href' && key !== 'xlink:href') return undefined;
  if (element === 'image') return 'img-src';
  if (element === 'base') return 'base-uri';
  return element === 'link' ? linkDirective(given) : undefined;
}

const sourceDirectives: Readonly<Record<string, string>> = {
  script: 'script-src',
  img: 'img-src',
  input: 'img-src',
  // In `<picture>` it is `srcset`.
  source: 'media-src',
  track: 'media-src',
  video: 'media-src',
  audio: 'media-src',
  iframe: 'frame-src',
  embed: 'object-src',
};

function linkDirective(given: ReadonlyMap<string, string>): string | undefined {
  const relations = (given.get('rel') ?? '').toLowerCase().split(/\s+/);
  if (relations.includes('stylesheet')) return 'style-src';
  if (relations.some((one) => /icon/.test(one))) return 'img-src';
  if (relations.includes('manifest')) return 'manifest-src';
  if (relations.includes('modulepreload')) return 'script-src';
  if (relations.includes('preload')) return preloaded[(given.get('as') ?? '').toLowerCase()];
  return undefined;
}

const preloaded: Readonly<Record<string, string>> = {
  script: 'script-src',
  style: 'style-src',
  image: 'img-src',
  font: 'font-src',
  fetch: 'connect-src',
};

/** By https://html.spec.whatwg.org/multipage/scripting.html#attr-script-type: all else is data. */
function isRun(type = ''): boolean {
  const form = type.trim().toLowerCase();
  return (
    form === '' ||
    /^(?:text|application)\/(?:x-)?(?:java|ecma)script$/.test(form) ||
    ['module', 'importmap', 'speculationrules'].includes(form)
  );
}

/** Pictures, fonts and further styles of a style. */
function* styleNeeds(style: string): Generator<Need> {
  for (const [, url = ''] of style.matchAll(/\burl\(\s*["']?([^"')\s]+)/gi)) {
    const source = sourceOf(url, false);
    if (source === undefined) continue;
    yield ['img-src', source];
    if (/@font-face/i.test(style)) yield ['font-src', source];
  }
  for (const [, url = ''] of style.matchAll(/@import\s+(?:url\(\s*)?["']?([^"')\s;]+)/gi)) {
    const source = sourceOf(url, true);
    if (source !== undefined) yield ['style-src', source];
  }
}

/** Of a URL that is not of the site: its origin, or all of it but the query. */
function sourceOf(written: string, isWhole: boolean): string | undefined {
  const url = written.trim().split(/\s/, 1)[0] ?? '';
  const scheme = /^(data|blob):/i.exec(url)?.[0];
  if (scheme !== undefined) return scheme.toLowerCase();
  const absolute = url.startsWith('//') ? `https:${url}` : url;
  if (!/^https?:\/\//i.test(absolute) || !URL.canParse(absolute)) return undefined;
  const { origin, hostname, pathname } = new URL(absolute);
  // A URL may have signs in its host that mean something else in a policy: `;`, `,`, `*`.
  if (!/^(?:[\w.-]+|\[[\da-f:.]+\])$/.test(hostname)) return undefined;
  // These two would end a source.
  return isWhole ? origin + pathname.replaceAll(';', '%3B').replaceAll(',', '%2C') : origin;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', , value = ''] of text.matchAll(attribute)) {
    const key = name.toLowerCase();
    // The first of a name is the one that counts.
    if (!found.has(key)) found.set(key, decoded(value.replace(/^(["'])([\s\S]*)\1$/, '$2')));
  }
  return found;
}

/** The text of an element as a browser has it in its tree. */
function textOf(html: string, { start, end, textEnd }: Tag): string {
  const text = html.slice(end, textEnd === -1 ? undefined : textEnd);
  // In a drawing it is read as all text is.
  const isInDrawing = html.lastIndexOf('<svg', start) > html.lastIndexOf('</svg', start);
  if (!isInDrawing) return text;
  return text
    .split(/<!\[CDATA\[([\s\S]*?)\]\]>/)
    .map((part, at) => (at % 2 === 1 ? part : decoded(part)))
    .join('');
}

function hashOf(text: string): string {
  const normal = text.replace(/\r\n?/g, '\n');
  return `'sha256-${createHash('sha256').update(normal).digest('base64')}'`;
}
