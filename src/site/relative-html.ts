import { posix } from 'node:path';
import { attribute, tagsOf } from './tags.ts';

const urlAttributes = new Set([
  ...['href', 'src', 'poster', 'cite', 'data', 'action', 'formaction', 'xlink:href'],
]);
const setAttributes = new Set(['srcset', 'imagesrcset']);

export interface RelativeTo {
  /** Of the page, relative to the output folder. */
  readonly outputPath: string;
  /** Begins and ends with `/`. */
  readonly base: string;
}

/**
 * A page whose links to the site lead from file to file: `/docs/install/` is `../install/index.html` in
 * another page of `/docs/`. What is outside of the base stays as it is. The page of what is not found
 * does, too: a server shows it at any address.
 */
export function relativeHtml(html: string, page: RelativeTo): string {
  if (page.outputPath === '404.html') return html;
  let made = '';
  let copied = 0;
  for (const { start, end } of tagsOf(html)) {
    made += html.slice(copied, start) + relativeTag(html.slice(start, end), page);
    copied = end;
  }
  return made + html.slice(copied);
}

function relativeTag(tag: string, page: RelativeTo): string {
  const local = (url: string): string => relativeUrl(url, page);
  const isRefresh = /^<meta\s[^>]*http-equiv\s*=\s*["']?refresh/i.test(tag);
  return tag.replace(attribute, (whole, name: string, equals?: string, value?: string) => {
    const known = name.toLowerCase();
    const change = urlAttributes.has(known)
      ? local
      : setAttributes.has(known)
        ? (set: string) => relativeSet(set, local)
        : isRefresh && known === 'content'
          ? (text: string) => relativeRefresh(text, local)
          : undefined;
    if (value === undefined || change === undefined) return whole;
    return name + equals + inQuotes(value, change);
  });
}

/** The URL of a page or a file of the site as a page of it reaches that on a disk. */
export function relativeUrl(url: string, { outputPath, base }: RelativeTo): string {
  if (!url.startsWith(base) || url.startsWith('//')) return url;
  const cut = url.search(/[?#]/);
  const path = cut === -1 ? url : url.slice(0, cut);
  const rest = cut === -1 ? '' : url.slice(cut);
  const below = path.slice(base.length);
  const folder = posix.dirname(encodeURI(outputPath));
  const file = fileOf(below);
  // To the page itself only its anchors lead, whatever it is called.
  if (rest.startsWith('#') && decoded(file) === outputPath) return rest;
  return posix.relative(folder, file) + rest;
}

/** A folder's file is its `index.html`; what has no ending is a folder. */
function fileOf(path: string): string {
  if (path === '' || path.endsWith('/')) return `${path}index.html`;
  return path.slice(path.lastIndexOf('/') + 1).includes('.') ? path : `${path}/index.html`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function inQuotes(value: string, change: (text: string) => string): string {
  const quote = /^["']/.exec(value)?.[0];
  return quote === undefined ? change(value) : quote + change(value.slice(1, -1)) + quote;
}

function relativeSet(set: string, local: (url: string) => string): string {
  return set
    .split(/,\s+/)
    .map((candidate) => {
      const [url = '', ...size] = candidate.trim().split(/\s+/);
      return [local(url), ...size].join(' ');
    })
    .join(', ');
}

/** `0; url=/docs/` */
function relativeRefresh(text: string, local: (url: string) => string): string {
  return text.replace(
    /^(\s*[\d.]+\s*[;,]\s*url\s*=\s*)(\S+)/i,
    (_, before: string, url: string) => {
      return before + local(url);
    },
  );
}
