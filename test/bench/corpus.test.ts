import { expect, test } from 'vitest';
import { type CorpusFile, corpus } from './modules.ts';

const files = (shape: 'posts' | 'docs', count: number) => [...corpus.shapes[shape](count)];
const blocks = (file: CorpusFile) => file.text.match(/^```\w+\n.*?^```$/gms) ?? [];

test('a post is the same however many there are', () => {
  expect(files('posts', 30).slice(0, 10)).toEqual(files('posts', 10));
});

test('posts are of 3 KB, with two blocks of code that no other has', () => {
  const posts = files('posts', 200);
  const lengths = posts.map((post) => post.text.length);
  const mean = lengths.reduce((sum, one) => sum + one) / posts.length;
  expect(mean).toBeGreaterThan(2900);
  expect(mean).toBeLessThan(3400);
  const all = posts.flatMap(blocks);
  expect(all).toHaveLength(400);
  expect(new Set(all).size).toBe(400);
});

test('docs are of 10 to 25 KB, in nested folders with a page of their own, and full of links', () => {
  const docs = files('docs', 60);
  const pages = docs.filter((file) => file.kind === 'page');
  expect(pages).toHaveLength(60);
  for (const page of pages) {
    expect(page.text.length).toBeGreaterThan(9_500);
    expect(page.text.length).toBeLessThan(29_000);
    expect(page.text.match(/\]\(\/docs\//g)?.length).toBeGreaterThan(20);
    const folder = page.path.slice(0, page.path.lastIndexOf('/'));
    expect(docs.some((file) => file.path === `${folder}/index.md`)).toBe(true);
  }
});

test('every link of the docs leads to one of them', () => {
  const docs = files('docs', 60);
  const urls = new Set(docs.map((file) => `/${file.path.replace(/(\/index)?\.md$/, '')}/`));
  const links = docs.flatMap((file) => [...file.text.matchAll(/\]\((\/docs\/.*?)\)/g)]);
  expect(links.map((match) => match[1]).filter((url) => !urls.has(url ?? ''))).toEqual([]);
});
