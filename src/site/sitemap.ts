import type { OutputFile } from '../model/output.ts';
import type { Site, View } from '../model/site.ts';
import { originOf } from './atom.ts';
import { changedAt } from './dates.ts';
import { compareText } from './text-order.ts';
import { xmlText } from './xml.ts';

/** The most URLs that one file may have, by https://www.sitemaps.org/protocol.html. */
const mostUrls = 50_000;
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** `sitemap.xml`; for a site of more than 50,000 pages an index of several. Needs `site.url`. */
export function sitemap(site: Site, views: readonly View[]): readonly OutputFile[] {
  const origin = originOf(site);
  if (origin === undefined) return [];
  const urls = views
    .filter(({ outputPath }) => outputPath !== '404.html')
    .map((view) => ({
      location: origin + view.url,
      changed: view.kind === 'page' ? changedAt(view.page) : undefined,
    }))
    .sort((a, b) => compareText(a.location, b.location));
  const parts: OutputFile[] = [];
  for (let from = 0; from < urls.length; from += mostUrls) {
    const lines = urls.slice(from, from + mostUrls).map(urlLine);
    const contents = xmlFile('urlset', lines);
    parts.push({ path: `sitemap-${parts.length + 1}.xml`, contents });
  }
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return [{ ...only, path: 'sitemap.xml' }];
  const lines = parts.map(({ path }) => {
    return `  <sitemap><loc>${xmlText(origin + site.config.base + path)}</loc></sitemap>`;
  });
  return [{ path: 'sitemap.xml', contents: xmlFile('sitemapindex', lines) }, ...parts];
}

/**
 * A `robots.txt` that names the sitemap; only where the site has its host for itself, since no
 * crawler looks for it elsewhere.
 */
export function robots(site: Site): readonly OutputFile[] {
  const origin = originOf(site);
  if (origin === undefined || site.config.base !== '/') return [];
  const contents = `User-agent: *\nDisallow:\nSitemap: ${origin}/sitemap.xml\n`;
  return [{ path: 'robots.txt', contents }];
}

function urlLine({ location, changed }: { location: string; changed: string | undefined }): string {
  const lastmod = changed === undefined ? '' : `<lastmod>${xmlText(changed)}</lastmod>`;
  return `  <url><loc>${xmlText(location)}</loc>${lastmod}</url>`;
}

function xmlFile(element: string, lines: readonly string[]): string {
  const head = `<?xml version="1.0" encoding="utf-8"?>\n<${element} ${namespace}>`;
  return `${[head, ...lines, `</${element}>`].join('\n')}\n`;
}
