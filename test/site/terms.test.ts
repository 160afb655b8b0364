import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/model/config.ts';
import { checkAvatars, checkTerms } from '../../src/site/check-terms.ts';
import { collect } from '../../src/site/collect.ts';
import { views } from '../../src/site/views.ts';
import { config, date, entry, page } from './entries.ts';

type Pages = Parameters<typeof collect>[0]['pages'];
const siteOf = (pages: Pages, more: Partial<Config> = {}) =>
  collect({ pages, proofs: new Map(), coverage: new Map(), config: { ...config, ...more } });
const viewsOf = (pages: Pages, more: Partial<Config> = {}) => [...views(siteOf(pages, more))];
const pageView = (id: string, all: ReturnType<typeof viewsOf>) =>
  all.flatMap((view) => (view.kind === 'page' && view.page.id === id ? [view] : []))[0];

describe('taxonomies', () => {
  const taxonomies = {
    tags: { title: 'Tags', permalink: '/tags/:slug/', feed: false },
    systems: { title: 'By system', permalink: '/ops/by/:slug/', feed: true },
    kinds: { title: 'Kinds', permalink: '/:slug/', feed: false },
  };

  test('of any name have lists of their own, where the configuration puts them', () => {
    const all = viewsOf(
      [
        page('posts/a', { terms: { systems: ['Mail Server'], kinds: ['story'] } }),
        page('docs/b', { terms: { systems: ['mail-server'] } }),
      ],
      { taxonomies },
    );
    const lists = all.flatMap((view) =>
      view.kind === 'taxonomy' || view.kind === 'term' ? [[view.kind, view.url, view.title]] : [],
    );
    expect(lists).toEqual([
      ['taxonomy', '/ops/by/', 'By system'],
      ['term', '/ops/by/mail-server/', 'Mail Server'],
      ['taxonomy', '/kinds/', 'Kinds'],
      ['term', '/story/', 'story'],
    ]);
    expect(pageView('docs/b', all)?.facts?.terms).toEqual([
      {
        name: 'systems',
        title: 'By system',
        terms: [{ name: 'Mail Server', url: '/ops/by/mail-server/' }],
      },
    ]);
  });

  test('say what the configuration says of their terms, and tell of any other', () => {
    const terms = { dns: { title: 'DNS', description: 'Names.' }, 'disk full': {} };
    const known = { tags: { ...taxonomies.tags, terms } };
    const pages = [
      page('posts/a', { tags: ['dns', 'Disk-Full'] }),
      page('posts/b', { tags: ['dnss'] }),
    ];
    const found = siteOf(pages, { taxonomies: known }).tags;
    expect(found.map(({ name, description }) => [name, description])).toEqual([
      ['disk full', ''],
      ['DNS', 'Names.'],
      ['dnss', ''],
    ]);
    const [problem, ...others] = checkTerms(pages, { ...config, taxonomies: known });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: 'term-unknown',
      file: 'content/posts/b.md',
      hint: 'did you mean `dns`?',
    });
  });

  test("a page of the author's own at the address of a list introduces it", () => {
    const all = viewsOf([
      page('posts/a', { tags: ['dns'], date: date('2026-01-01') }),
      page('tags/dns', { title: 'All about names', description: 'So many.' }),
      page('tags/index', { title: 'Words' }),
    ]);
    const shown = all.flatMap((view) =>
      'intro' in view ? [[view.kind, view.title, view.intro?.id]] : [],
    );
    expect(shown).toContainEqual(['term', 'All about names', 'tags/dns']);
    expect(shown).toContainEqual(['taxonomy', 'Words', 'tags/index']);
    expect(all.filter(({ url }) => url === '/tags/dns/')).toHaveLength(1);
    expect(all.filter(({ url }) => url === '/tags/')).toHaveLength(1);
  });

  test('what is unlisted has its page and is in no list', () => {
    const all = viewsOf([
      page('posts/a', { tags: ['dns'], unlisted: true, date: date('2026-01-01') }),
      page('posts/b', { tags: ['disk'], date: date('2026-01-02') }),
    ]);
    expect(all.map(({ url }) => url)).toContain('/posts/a/');
    expect(all.map(({ url }) => url)).not.toContain('/tags/dns/');
    expect(pageView('posts/b', all)).not.toHaveProperty('previous');
    expect(pageView('posts/a', all)).not.toHaveProperty('next');
  });
});

describe('series', () => {
  test('are in the order of their parts, then of their dates; each page knows its place', () => {
    const series = (part?: number) => ({ name: 'Sailing', part });
    const all = viewsOf([
      page('posts/late', { series: series(), date: date('2026-03-01') }),
      page('posts/early', { series: series(), date: date('2026-01-01') }),
      page('docs/second', { series: series(20) }),
      page('posts/first', { series: series(10), date: date('2026-02-01') }),
    ]);
    const of = pageView('posts/early', all)?.series;
    expect(of?.shown.map(({ part, url }) => [part, url])).toEqual([
      [1, '/posts/first/'],
      [2, '/docs/second/'],
      [3, '/posts/early/'],
      [4, '/posts/late/'],
    ]);
    expect(of).toMatchObject({ name: 'Sailing', url: '/series/sailing/', part: 3, parts: 4 });
  });

  test('of very many parts show the nearest', () => {
    const pages = Array.from({ length: 100 }, (_, at) =>
      page(`posts/${at}`, { series: { name: 'Log', part: at + 1 } }),
    );
    const { shown, parts } = pageView('posts/49', viewsOf(pages))?.series ?? {};
    expect([parts, shown?.at(0)?.part, shown?.at(-1)?.part]).toEqual([100, 38, 62]);
  });

  test('two pages that are one part are told of, but not in two languages', () => {
    const two = [
      entry('posts/a', { series: { name: 'Sailing', part: 1 } }),
      entry('docs/a', { series: { name: 'sailing', part: 1 } }),
    ];
    const found = checkTerms(two, config);
    expect(found.map(({ code, related }) => [code, related?.[0]?.file])).toEqual([
      ['series-part', 'content/posts/a.md'],
    ]);
    const collections = config.collections.map((one) => ({ ...one, locale: one.name }));
    expect(checkTerms(two, { ...config, collections })).toEqual([]);
  });
});

describe('authors', () => {
  const authors = {
    mara: { name: 'Mara Lind', avatar: '/people/mara.png', url: 'https://mara.example.org/' },
    jonas: { name: 'Jonas Ek' },
  };

  test('are named by id or by name; those of the configuration have a page', () => {
    const pages = [
      page('posts/a', {
        authors: ['mara', 'Mara Lind', 'Somebody Else'],
        date: date('2026-01-01'),
      }),
      page('posts/b', { authors: ['MARA LIND'], date: date('2026-01-02') }),
    ];
    const site = { ...config.site, base: '/b/' };
    const all = viewsOf(pages, { authors, site });
    expect(all.flatMap((view) => (view.kind === 'term' ? [view.url] : []))).toEqual([
      '/b/authors/mara/',
    ]);
    expect(pageView('posts/a', all)?.facts?.authors).toEqual([
      {
        id: 'mara',
        name: 'Mara Lind',
        avatar: '/b/people/mara.png',
        url: 'https://mara.example.org/',
        bio: undefined,
        page: '/b/authors/mara/',
      },
      { name: 'Somebody Else' },
    ]);
    const told = checkTerms(pages, { ...config, authors });
    expect(told.map(({ code, message }) => [code, message])).toEqual([
      ['author-unknown', '`Somebody Else` is none of the authors that the configuration names'],
    ]);
  });

  test('a site that says nothing of its authors has names, and no mistakes', () => {
    const pages = [page('posts/a', { authors: ['Somebody'] })];
    expect(siteOf(pages).taxonomies).toEqual([]);
    expect(checkTerms(pages, config)).toEqual([]);
  });

  test('a picture that is no file is told of; one elsewhere is not looked at', () => {
    const of = (avatar: string) =>
      checkAvatars(
        { ...config, root: '/site', authors: { m: { name: 'M', avatar } } },
        new Set(['people/mara.png', 'people/ä.png']),
      ).length;
    expect(of('/people/mara.png')).toBe(0);
    expect(of('/people/%C3%A4.png')).toBe(0);
    expect(of('https://example.org/x.png')).toBe(0);
    expect(of('/people/jonas.png')).toBe(1);
  });
});

test('an unlisted front page, or index of a folder, is one page', () => {
  const unlisted = true;
  const all = viewsOf([
    page('index', { unlisted }),
    page('docs/index', { unlisted }),
    page('docs/a'),
    page('posts/index', { unlisted }),
    page('posts/a', { unlisted, date: date('2026-01-01') }),
    page('runbooks/index', { unlisted }),
  ]);
  const paths = all.map(({ outputPath }) => outputPath);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths).toEqual(expect.arrayContaining(['posts/index.html', 'docs/index.html']));
});
