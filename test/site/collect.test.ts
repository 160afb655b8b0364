import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTerms } from '../../src/site/check-terms.ts';
import { collect } from '../../src/site/collect.ts';
import { views } from '../../src/site/views.ts';
import { config, date, entry, page } from './entries.ts';

const siteOf = (pages: Parameters<typeof collect>[0]['pages']) =>
  collect({ pages, proofs: new Map(), coverage: new Map(), config });

test('posts are newest first, and ties are broken alike everywhere', () => {
  const posts = [
    page('posts/c', { title: 'Same', date: date('2026-01-01') }),
    page('posts/b', { title: 'Same', date: date('2026-01-01') }),
    page('posts/new', { date: date('2026-02-01') }),
    page('posts/undated'),
    page('posts/a', { title: 'another', date: date('2026-01-01') }),
  ];
  const order = ['posts/new', 'posts/a', 'posts/b', 'posts/c', 'posts/undated'];
  fc.assert(
    fc.property(fc.shuffledSubarray(posts, { minLength: posts.length }), (shuffled) => {
      const [collection] = siteOf(shuffled).collections;
      expect(collection?.pages.map(({ id }) => id)).toEqual(order);
    }),
  );
});

test('the sidebar follows folders and front matter; reading order is its order', () => {
  const site = siteOf([
    page('docs/index', { title: 'Docs' }),
    page('docs/zeta', { title: 'Zeta', order: 1 }),
    page('docs/alpha', { title: 'Alpha' }),
    page('docs/guide/index', { title: 'The guide', sidebarLabel: 'Guide', order: 2 }),
    page('docs/guide/b', { title: 'B' }),
    page('docs/guide/a', { title: 'A' }),
    page('docs/deep-folder/more/x', { title: 'X' }),
  ]);
  const docs = site.collections[1];
  const outline = (nodes: NonNullable<typeof docs>['navigation']): unknown[] =>
    nodes.map(({ label, url, children }) => [label, url, ...outline(children)]);
  expect(outline(docs?.navigation ?? [])).toEqual([
    ['Docs', '/docs/'],
    ['Zeta', '/docs/zeta/'],
    ['Guide', '/docs/guide/', ['A', '/docs/guide/a/'], ['B', '/docs/guide/b/']],
    ['Alpha', '/docs/alpha/'],
    ['Deep folder', undefined, ['More', undefined, ['X', '/docs/deep-folder/more/x/']]],
  ]);
  expect(docs?.pages.map(({ title }) => title)).toEqual([
    'Docs',
    'Zeta',
    'The guide',
    'A',
    'B',
    'Alpha',
    'X',
  ]);
  const rows = [...views(site)].flatMap((view) => (view.kind === 'page' ? [view] : []));
  expect(rows.map(({ previous, next }) => [previous?.title, next?.title]).slice(0, 3)).toEqual([
    [undefined, 'Zeta'],
    ['Docs', 'The guide'],
    ['Zeta', 'A'],
  ]);
});

test('docs without a front page get a list of all; no collection without pages has one', () => {
  const site = siteOf([page('docs/a'), page('docs/b')]);
  expect(site.collections.map(({ url }) => url)).toEqual([
    undefined,
    '/docs/',
    undefined,
    undefined,
  ]);
  const kinds = [...views(site)].map(({ kind, url }) => [kind, url]);
  expect(kinds).toEqual([
    ['page', '/docs/a/'],
    ['page', '/docs/b/'],
    ['list', '/docs/'],
    ['home', '/'],
    ['not-found', '/404.html'],
  ]);
});

test('a list is cut into pages that know each other', () => {
  const posts = Array.from({ length: 21 }, (_, n) =>
    page(`posts/${n}`, { date: date('2026-01-01') }),
  );
  const lists = [...views(siteOf(posts))].flatMap((view) => (view.kind === 'list' ? [view] : []));
  expect(
    lists.map(({ url, items, pagination: { near: _, ...pagination } }) => [
      url,
      items.length,
      pagination,
    ]),
  ).toEqual([
    ['/posts/', 10, { page: 1, pages: 3, newer: undefined, older: '/posts/page/2/' }],
    ['/posts/page/2/', 10, { page: 2, pages: 3, newer: '/posts/', older: '/posts/page/3/' }],
    ['/posts/page/3/', 1, { page: 3, pages: 3, newer: '/posts/page/2/', older: undefined }],
  ]);
});

test('so are the list of docs and that of a tag, from fifty pages on', () => {
  const pages = Array.from({ length: 120 }, (_, n) =>
    page(`docs/${n}`, { tags: ['disk full', 'all'] }),
  );
  const cut = [...views(siteOf(pages))].flatMap((view) =>
    view.kind === 'list' || view.kind === 'term' ? [view] : [],
  );
  expect(cut.map(({ url, outputPath, items }) => [url, outputPath, items.length])).toEqual([
    ['/docs/', 'docs/index.html', 50],
    ['/docs/page/2/', 'docs/page/2/index.html', 50],
    ['/docs/page/3/', 'docs/page/3/index.html', 20],
    ['/tags/all/', 'tags/all/index.html', 50],
    ['/tags/all/page/2/', 'tags/all/page/2/index.html', 50],
    ['/tags/all/page/3/', 'tags/all/page/3/index.html', 20],
    ['/tags/disk-full/', 'tags/disk-full/index.html', 50],
    ['/tags/disk-full/page/2/', 'tags/disk-full/page/2/index.html', 50],
    ['/tags/disk-full/page/3/', 'tags/disk-full/page/3/index.html', 20],
  ]);
  expect(
    cut.slice(3, 5).map(({ title, pagination: { near: _, ...pagination } }) => [title, pagination]),
  ).toEqual([
    ['all', { page: 1, pages: 3, newer: undefined, older: '/tags/all/page/2/' }],
    ['all', { page: 2, pages: 3, newer: '/tags/all/', older: '/tags/all/page/3/' }],
  ]);
});

test('spellings of one tag are one tag; different tags with one URL are told', () => {
  const pages = [
    page('posts/a', { tags: ['DNS', 'disk full'] }),
    page('docs/b', { tags: ['dns', 'Disk-Full'] }),
    page('docs/c', { tags: ['dns'] }),
  ];
  const tags = siteOf(pages).tags.map((tag) => [tag.name, tag.slug, tag.pages.length]);
  expect(tags).toEqual([
    ['Disk-Full', 'disk-full', 2],
    ['dns', 'dns', 3],
  ]);
  expect(checkTerms(pages, config)).toEqual([]);
  const clash = [
    entry('docs/x', { tags: ['C', 'C++', 'C#'] }),
    entry('docs/y', { tags: ['c.', '?'] }),
  ];
  expect(
    checkTerms(clash, config).map(({ message, related }) => [message, related?.[0]?.file]),
  ).toEqual([
    ['"?" in `tags` has no letter or digit to make a URL of', undefined],
    ['`C` and `c.` in `tags` would have one URL, `/tags/c/`', 'content/docs/x.md'],
  ]);
});

test('navigation links of the configuration get the base', () => {
  const navigation = ['/docs/', '/b/docs/', 'https://x.org/', '//x.org/'].map((link) => ({
    label: '',
    link,
  }));
  const site = { ...config.site, base: '/b/', navigation };
  const { config: made } = collect({
    pages: [],
    proofs: new Map(),
    coverage: new Map(),
    config: { ...config, site },
  });
  expect(made.navigation.map(({ link }) => link)).toEqual([
    '/b/docs/',
    '/b/docs/',
    'https://x.org/',
    '//x.org/',
  ]);
});
