import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CollectionConfig } from '../../src/model/config.ts';
import { collect } from '../../src/site/collect.ts';
import { views } from '../../src/site/views.ts';
import { config, date, page } from './entries.ts';

function archiveViews(pages: readonly ReturnType<typeof page>[], more: Partial<CollectionConfig>) {
  const collections = config.collections.map((one) =>
    one.name === 'posts' ? { ...one, ...more } : one,
  );
  const site = collect({
    pages,
    proofs: new Map(),
    coverage: new Map(),
    config: { ...config, collections },
  });
  return [...views(site)].flatMap((view) =>
    view.kind === 'archive' || view.kind === 'period' ? [view] : [],
  );
}

const posts = ['2003-05-17', '2003-05-17', '2003-11-02', '2016-08-20'].map((day, at) =>
  page(`posts/${at}`, { date: date(day) }),
);

test.each([
  [{ permalink: '/posts/:slug/' }, ['/posts/archive/', '/posts/2016/', '/posts/2003/']],
  [{ permalink: '/:year/:month/:slug/' }, ['/archive/', '/2016/', '/2003/']],
  [{ permalink: '/blog/:year/:slug/' }, ['/blog/archive/', '/blog/2016/', '/blog/2003/']],
  [{ permalink: '/:slug/:year/' }, ['/posts/archive/', '/posts/2016/', '/posts/2003/']],
  [{ list: '/' }, ['/archive/', '/2016/', '/2003/']],
  [
    { archive: { by: 'year', permalink: '/past/:year/' } },
    ['/past/', '/past/2016/', '/past/2003/'],
  ],
] as const)('with %j the years are at %j', (more, urls) => {
  const found = archiveViews(posts, { archive: { by: 'year' }, ...more });
  expect(found.map(({ url }) => url)).toEqual(urls);
});

test('each year, month and day that has posts has a list, and leads to those around it', () => {
  const found = archiveViews(posts, { archive: { by: 'day' } });
  const periods = found.flatMap((view) => (view.kind === 'period' ? [view] : []));
  expect(
    periods.map(({ period, items, above, earlier, later }) => [
      period.name,
      items.length,
      above.map(({ title }) => title).join(' > '),
      earlier?.title,
      later?.title,
    ]),
  ).toEqual([
    ['2016', 1, 'posts: archive', '2003', undefined],
    ['2003', 3, 'posts: archive', undefined, '2016'],
    ['2016-08', 1, 'posts: archive > 2016', '2003-11', undefined],
    ['2003-11', 1, 'posts: archive > 2003', '2003-05', '2016-08'],
    ['2003-05', 2, 'posts: archive > 2003', undefined, '2003-11'],
    ['2016-08-20', 1, 'posts: archive > 2016 > 2016-08', '2003-11-02', undefined],
    ['2003-11-02', 1, 'posts: archive > 2003 > 2003-11', '2003-05-17', '2016-08-20'],
    ['2003-05-17', 2, 'posts: archive > 2003 > 2003-05', undefined, '2003-11-02'],
  ]);
});

test('a post stays on the day that its author wrote, as its URL does', () => {
  const late = page('posts/late', {
    date: { written: '2014-03-05 23:30 -0800', iso: '2014-03-06T07:30:00Z' },
  });
  const next = page('posts/next', { date: date('2014-03-06') });
  const days = archiveViews([late, next], {
    archive: { by: 'day' },
    permalink: '/:year/:i_month/:i_day/:slug/',
  }).flatMap((view) =>
    view.kind === 'period' ? [[view.url, view.items.map(({ id }) => id)]] : [],
  );
  expect(days.slice(-2)).toEqual([
    ['/2014/3/6/', ['posts/next']],
    ['/2014/3/5/', ['posts/late']],
  ]);
});

test('without an archive, or without a date, there is none', () => {
  expect(archiveViews(posts, {})).toEqual([]);
  expect(archiveViews([page('posts/a')], { archive: { by: 'day' } })).toEqual([]);
});

test('every dated post is in one list of each length', () => {
  const day = fc.date({
    min: new Date('2003-01-01'),
    max: new Date('2016-12-31'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(fc.array(day, { maxLength: 30 }), (days) => {
      const pages = days.map((one, at) =>
        page(`posts/${at}`, { date: date(one.toISOString().slice(0, 10)) }),
      );
      const found = archiveViews(pages, { archive: { by: 'day' }, pageSize: 3 });
      for (const length of [4, 7, 10]) {
        const ids = found.flatMap((view) =>
          view.kind === 'period' && view.period.name.length === length
            ? view.items.map(({ id, frontmatter }) => {
                expect(frontmatter.date?.iso.startsWith(view.period.name)).toBe(true);
                return id;
              })
            : [],
        );
        expect(ids.sort()).toEqual(pages.map(({ id }) => id).sort());
      }
    }),
    { numRuns: 50 },
  );
});
