import type { FilePieces, PlannedFile } from '../model/output.ts';
import type { Site, View } from '../model/site.ts';
import { changedAt } from './dates.ts';
import { originOf } from './feeds.ts';
import { compareText } from './text-order.ts';
import { xmlText } from './xml.ts';

/** What one file may have at the most, by https://www.sitemaps.org/protocol.html. */
const mostUrls = 50_000;
const mostBytes = 50 * 2 ** 20;
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const alternateNamespace = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"';

/**
 * `sitemap.xml`; for a site of more than 50,000 pages an index of several. Needs `site.url`. Pages that
 * search engines are to leave out are not in it, nor are those whose canonical URL is another.
 */
export function sitemap(site: Site, views: readonly View[]): readonly PlannedFile[] {
  const origin = originOf(site);
  if (origin === undefined) return [];
  const shown = views
    .filter(isFound)
    .sort((a, b) => compareText(a.url, b.url))
    .map((view) => urlLine(view, origin));
  const parts = [...parted(shown)];
  const [only] = parts;
  if (only === undefined) return [];
  if (parts.length === 1) return [{ path: 'sitemap.xml', make: () => xmlFile('urlset', only) }];
  const files = parts.map((lines, index) => ({
    path: `sitemap-${index + 1}.xml`,
    make: () => xmlFile('urlset', lines),
  }));
  const index = files.map(
    ({ path }) => `  <sitemap><loc>${xmlText(origin + site.config.base + path)}</loc></sitemap>`,
  );
  return [{ path: 'sitemap.xml', make: () => xmlFile('sitemapindex', index) }, ...files];
}

/**
 * A `robots.txt` that names the sitemap; only where the site has its host for itself, since no
 * crawler looks for it elsewhere.
 */
export function robots(site: Site): readonly PlannedFile[] {
  const origin = originOf(site);
  if (origin === undefined || site.config.base !== '/') return [];
  const contents = `User-agent: *\nDisallow:\nSitemap: ${origin}/sitemap.xml\n`;
  return [{ path: 'robots.txt', make: () => contents }];
}

function isFound(view: View): boolean {
  if (view.kind === 'not-found' || view.outputPath === '404.html') return false;
  const page = view.kind === 'page' ? view.page : undefined;
  if (page?.frontmatter.unlisted || page?.frontmatter.noindex) return false;
  return view.head === undefined || view.head.canonical === view.url;
}

function urlLine(view: View, origin: string): string {
  const changed = view.kind === 'page' ? changedAt(view.page) : undefined;
  const lastmod = changed === undefined ? '' : `<lastmod>${xmlText(changed)}</lastmod>`;
  const alternates = (view.head?.alternates ?? []).map(
    ({ language, url }) =>
      `<xhtml:link rel="alternate" hreflang="${xmlText(language)}" href="${xmlText(new URL(url, origin).href)}"/>`,
  );
  return `  <url><loc>${xmlText(origin + view.url)}</loc>${lastmod}${alternates.join('')}</url>`;
}

/** As many lines as one file may have. */
function* parted(lines: readonly string[]): Generator<readonly string[]> {
  let part: string[] = [];
  let bytes = 0;
  for (const line of lines) {
    const more = Buffer.byteLength(line) + 1;
    // A thousand for what stands around the lines.
    if (part.length === mostUrls || (part.length > 0 && bytes + more > mostBytes - 1000)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(line);
    bytes += more;
  }
  if (part.length > 0) yield part;
}

function xmlFile(element: string, lines: readonly string[]): FilePieces {
  const names =
    element === 'urlset' && lines.some((line) => line.includes('<xhtml:link'))
      ? `${namespace} ${alternateNamespace}`
      : namespace;
  return {
    *pieces() {
      yield `<?xml version="1.0" encoding="utf-8"?>\n<${element} ${names}>\n`;
      for (const line of lines) yield `${line}\n`;
      yield `</${element}>\n`;
    },
  };
}
