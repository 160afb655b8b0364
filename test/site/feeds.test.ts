import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlannedFile } from '../../src/model/output.ts';
import type { Site } from '../../src/model/site.ts';
import { absoluteHtml } from '../../src/site/absolute-html.ts';
import { collect } from '../../src/site/collect.ts';
import { feedFiles } from '../../src/site/feeds.ts';
import { robots, sitemap } from '../../src/site/sitemap.ts';
import { views } from '../../src/site/views.ts';
import { xmlText } from '../../src/site/xml.ts';
import { config, date, page } from './entries.ts';

const siteOf = (pages: Parameters<typeof collect>[0]['pages'], site: object = {}) =>
  collect({
    pages,
    proofs: new Map(),
    coverage: new Map(),
    config: { ...config, site: { ...config.site, ...site } },
  });

const textOf = async (file: PlannedFile | undefined): Promise<string> => {
  const contents = await file?.make();
  if (contents === undefined || typeof contents === 'string') return contents ?? '';
  return 'pieces' in contents ? [...contents.pieces()].join('') : '';
};

const feedsOf = (site: Site) =>
  feedFiles({ site, config, images: { byId: new Map() }, digestOf: ({ id }) => id });

test('the feed has the newest twenty, and the time of its content', async () => {
  const pages = Array.from({ length: 25 }, (_, n) =>
    page(`posts/${n}`, { date: date(`2026-01-${String(n + 1).padStart(2, '0')}`) }),
  );
  const [feed] = feedsOf(siteOf([...pages, page('posts/undated')]));
  expect(feed?.path).toBe('posts/feed.xml');
  const text = await textOf(feed);
  expect(text.match(/<entry>/g)).toHaveLength(20);
  expect(/<updated>(.*?)<\/updated>/.exec(text)?.[1]).toBe('2026-01-25T00:00:00Z');
});

test('without a URL there is no feed, no sitemap and no robots.txt', () => {
  const site = siteOf([page('posts/a', { date: date('2026-01-01') })], { url: undefined });
  expect(site.feeds).toEqual([]);
  expect([...feedsOf(site), ...sitemap(site, [...views(site)]), ...robots(site)]).toEqual([]);
});

test('a sitemap of more than 50,000 pages is an index of several', async () => {
  const [view] = views(siteOf([page('about')]));
  if (view === undefined) throw new Error('no view');
  const many = Array.from({ length: 50_001 }, () => view);
  const files = sitemap(siteOf([]), many);
  expect(files.map(({ path }) => path)).toEqual(['sitemap.xml', 'sitemap-1.xml', 'sitemap-2.xml']);
  expect(await textOf(files[0])).toContain('<loc>https://example.org/sitemap-2.xml</loc>');
});

test('only URLs of elements become absolute', () => {
  const html =
    '<p title="a > b">href="x"</p><a class="y" href="/a">x</a><img src="b.png" srcset="c.png 1x, /d.png 2x"><a href="#e">e</a><a href="mailto:x">m</a>';
  expect(absoluteHtml(html, 'https://x.org/posts/p/')).toBe(
    '<p title="a > b">href="x"</p><a class="y" href="https://x.org/a">x</a><img src="https://x.org/posts/p/b.png" srcset="https://x.org/posts/p/c.png 1x, https://x.org/d.png 2x"><a href="https://x.org/posts/p/#e">e</a><a href="mailto:x">m</a>',
  );
});

test('text of any kind is well-formed in XML', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to say these
  const forbidden = /[<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f]|&(?!\w+;|#\d+;)/;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(forbidden.test(xmlText(text))).toBe(false);
    }),
  );
  expect(xmlText('a\ud800b\u0007&')).toBe('ab&amp;');
});
