import { describe, expect, test } from 'vitest';
import type { Site, View, ViewHead } from '../../src/model/site.ts';
import { theme } from '../../themes/default/index.ts';
import { pageOf, siteOf, viewOf } from './fixture.ts';

const page = pageOf({
  id: 'posts/a',
  kind: 'post',
  title: 'A & B',
  date: '2026-01-02',
  tags: ['dns'],
});
const view = viewOf(
  page,
  siteOf().collections[0] ?? {
    config: {
      name: 'posts',
      kind: 'post',
      folder: 'posts',
      title: 'Posts',
      description: '',
      permalink: '/',
      pageSize: 10,
    },
    pages: [page],
    url: '/posts/',
    navigation: [],
  },
);
const head: ViewHead = {
  canonical: '/posts/a/',
  published: '2026-01-02T00:00:00Z',
  changed: '2026-02-03T00:00:00Z',
  image: { url: '/cards/x.png', alt: 'Say "hi"', width: 1200, height: 630 },
  feeds: [{ title: 'dns', url: '/tags/dns/feed.xml', type: 'application/atom+xml' }],
  markdown: '/posts/a/index.md',
};

function headOf(more: Partial<View> = {}, site: Partial<Site> = {}): string {
  const text = theme.render({ ...view, head, ...more } as View, siteOf(site));
  return text.slice(0, text.indexOf('</head>'));
}

function dataOf(text: string): { '@graph': Record<string, unknown>[] } {
  const block = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(text)?.[1];
  return JSON.parse(block ?? '{}');
}

describe('the head of a page', () => {
  test('tells previews what it is, with absolute URLs', () => {
    const text = headOf();
    for (const [property, content] of [
      ['og:type', 'article'],
      ['og:title', 'A &amp; B'],
      ['og:url', 'https://example.org/posts/a/'],
      ['og:image', 'https://example.org/cards/x.png'],
      ['og:image:width', '1200'],
      ['og:image:alt', 'Say &quot;hi&quot;'],
      ['article:published_time', '2026-01-02T00:00:00Z'],
      ['article:modified_time', '2026-02-03T00:00:00Z'],
      ['article:tag', 'dns'],
    ]) {
      expect(text).toContain(`<meta property="${property}" content="${content}">`);
    }
    expect(text).toContain('<meta name="twitter:card" content="summary_large_image">');
    expect(text).toContain('type="text/markdown" href="/posts/a/index.md"');
    expect(text).toContain('title="dns" href="/tags/dns/feed.xml"');
  });

  test('tells search engines in data what it is, and where it stands', () => {
    const [article, trail] = dataOf(headOf())['@graph'];
    expect(article).toMatchObject({
      '@type': 'BlogPosting',
      url: 'https://example.org/posts/a/',
      headline: 'A & B',
      datePublished: '2026-01-02T00:00:00Z',
      dateModified: '2026-02-03T00:00:00Z',
      image: 'https://example.org/cards/x.png',
      keywords: ['dns'],
    });
    expect(trail).toMatchObject({ '@type': 'BreadcrumbList' });
    expect(trail?.itemListElement).toMatchObject([
      { position: 1, item: 'https://example.org/' },
      { position: 2, item: 'https://example.org/posts/' },
      { position: 3, item: 'https://example.org/posts/a/' },
    ]);
  });

  test('holds whatever an author writes as data', () => {
    const hostile = '</script><!--<script>alert(1)</script>\u2028"\\';
    const text = headOf({ title: hostile, description: hostile });
    expect(text.match(/<script/g)).toHaveLength(headOf().match(/<script/g)?.length ?? 0);
    expect(text).not.toContain('<!--');
    expect(dataOf(text)['@graph'][0]).toMatchObject({ headline: hostile, description: hostile });
  });

  test('asks search engines to leave it out where it has no canonical URL', () => {
    const { canonical: _, ...hidden } = head;
    const text = headOf({ head: hidden });
    expect(text).toContain('<meta name="robots" content="noindex">');
    expect(text).not.toContain('rel="canonical"');
    expect(text).not.toContain('og:url');
    expect(dataOf(text)).toEqual({});
  });

  test('leads to where the page first came out', () => {
    const text = headOf({ head: { ...head, canonical: 'https://elsewhere.example/a/' } });
    expect(text).toContain('<link rel="canonical" href="https://elsewhere.example/a/">');
    expect(text).toContain('og:url" content="https://elsewhere.example/a/">');
  });

  test('says nothing that needs a URL where the site has none', () => {
    const text = headOf({}, { config: { ...siteOf().config, url: undefined } });
    expect(text).toContain('og:title');
    expect(text).not.toMatch(/canonical|og:url|og:image|ld\+json/);
    expect(text).toContain('<meta name="twitter:card" content="summary">');
  });
});
