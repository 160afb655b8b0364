import fc from 'fast-check';
import { expect, test } from 'vitest';
import { relatedPages } from '../../src/site/related.ts';
import { taxonomiesOf } from '../../src/site/taxonomies.ts';
import { config, date, page } from './entries.ts';

const relatedIds = (pages: readonly ReturnType<typeof page>[], most = 3) => {
  const found = relatedPages(pages, taxonomiesOf(pages, config), most);
  return Object.fromEntries(
    pages.map((one) => [one.id, found.get(one)?.map(({ id }) => id) ?? []]),
  );
};

test('pages that share more, and rarer, terms come first; then the nearest in time', () => {
  const pages = [
    page('posts/f', { tags: ['all'] }),
    page('posts/e', { tags: ['all', 'rare'] }),
    page('posts/d', { tags: ['all'] }),
    page('posts/c', { tags: ['all'] }),
    page('posts/b', { tags: ['all', 'rare'] }),
    page('posts/a', { tags: [] }),
  ];
  const related = relatedIds(pages);
  expect(related['posts/b']).toEqual(['posts/e', 'posts/c', 'posts/d']);
  expect(related['posts/f']).toEqual(['posts/e', 'posts/d', 'posts/c']);
  expect(related['posts/a']).toEqual([]);
});

test('pages of one series are left to the series', () => {
  const series = { name: 'Sailing' };
  const pages = [
    page('posts/c', { tags: ['x'], series }),
    page('posts/b', { tags: ['x'], series }),
    page('posts/a', { tags: ['x'] }),
  ];
  expect(relatedIds(pages)).toEqual({
    'posts/c': ['posts/a'],
    'posts/b': ['posts/a'],
    'posts/a': ['posts/b', 'posts/c'],
  });
});

test('nobody is related to themselves, nothing is there twice, and none is more than asked for', () => {
  const one = fc.subarray(['a', 'b', 'c', 'd']);
  fc.assert(
    fc.property(fc.array(one, { maxLength: 80 }), fc.nat(4), (tags, most) => {
      const pages = tags.map((some, at) => page(`posts/${at}`, { tags: some }));
      for (const [id, related] of Object.entries(relatedIds(pages, most))) {
        expect(related).not.toContain(id);
        expect(new Set(related).size).toBe(related.length);
        expect(related.length).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test('a new page leaves the related pages of those far from it as they were', () => {
  const pages = Array.from({ length: 200 }, (_, at) =>
    page(`posts/${at}`, { tags: ['all', `t${at % 7}`], date: date('2026-01-01') }),
  );
  const before = relatedIds(pages);
  const after = relatedIds([page('posts/new', { tags: ['all'] }), ...pages]);
  const changed = pages.filter(({ id }) => `${before[id]}` !== `${after[id]}`);
  expect(changed.length).toBeLessThan(20);
});
