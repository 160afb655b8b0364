import { expect, test } from 'vitest';
import type { Site, Term } from '../../src/model/site.ts';
import { collect } from '../../src/site/collect.ts';
import { partsOf, recordedSite } from '../../src/site/recorded-site.ts';
import { config, page } from './entries.ts';

const pages = [
  page('posts/a', { tags: ['dns'], date: { written: '2026-01-01', iso: '2026-01-01T00:00:00Z' } }),
  page('posts/b', { tags: ['disk'], date: { written: '2026-01-02', iso: '2026-01-02T00:00:00Z' } }),
  page('docs/c'),
];
const whole: Site = collect({ pages, proofs: new Map(), coverage: new Map(), config });

function recorded(): { site: Site; reads: string[] } {
  const reads: string[] = [];
  const parts = partsOf(whole);
  const { site } = recordedSite((part) => {
    reads.push(part);
    return parts(part);
  });
  return { site, reads };
}

test('a site tells the same through its parts', () => {
  const { site } = recorded();
  expect(site.config).toEqual(whole.config);
  expect(site.pages).toEqual(whole.pages);
  expect(site.feeds).toEqual(whole.feeds);
  expect([...site.coverage]).toEqual([...whole.coverage]);
  for (const [index, collection] of whole.collections.entries()) {
    const { config, url, pages, navigation } = site.collections[index] ?? {};
    expect({ config, url, pages, navigation }).toEqual(collection);
  }
  const plain = ({ pages, ...term }: Term) => ({ ...term, pages: [...pages] });
  expect(site.tags.map(plain)).toEqual(whole.tags);
  expect(site.authors).toEqual(whole.authors);
  expect(site.taxonomies.map((one) => ({ ...one, terms: one.terms.map(plain) }))).toEqual(
    whole.taxonomies,
  );
});

test('only what is looked at is read', () => {
  const { site, reads } = recorded();
  expect(reads).toEqual([]);
  expect(site.config.title).toBe(whole.config.title);
  expect(reads).toEqual(['config']);
  reads.length = 0;
  expect(site.collections.map((one) => one.config.title)).toHaveLength(whole.collections.length);
  expect(reads).toEqual(['collections']);
  reads.length = 0;
  expect(site.tags.find(({ slug }) => slug === 'dns')?.pages).toHaveLength(1);
  expect(reads).toEqual(['terms:tags', 'term:tags/dns']);
  reads.length = 0;
  expect(site.proofs.get('posts/a')).toBeUndefined();
  expect(reads).toEqual(['proofs']);
});

test('what is looked at twice is the same', () => {
  const { site } = recorded();
  expect(site.collections).toBe(site.collections);
  expect(site.collections[0]?.pages).toBe(site.collections[0]?.pages);
  expect(site.tags).toBe(site.tags);
});
