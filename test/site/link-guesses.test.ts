import { expect, test } from 'vitest';
import { createGuesses } from '../../src/site/link-guesses.ts';

const sources = [
  'docs/install.md',
  'docs/guide/install.md',
  'docs/guide/upgrade.markdown',
  'docs/disk.png',
  'docs/disk.md',
  'index.md',
];

test.each([
  ['docs/guide/upgrade', 'docs/guide/upgrade.markdown'],
  ['docs/disk', 'docs/disk.md'],
  ['guide/install.md', 'docs/install.md'],
  ['docs/guides/install.md', 'docs/guide/install.md'],
  ['docs/instal.md', 'docs/install.md'],
  ['docs/dsk.png', 'docs/disk.png'],
  ['docs/dsk.md', 'docs/disk.md'],
  ['docs/install.png', undefined],
  ['nowhere.md', undefined],
])('a page that links %s meant %s', (wanted, meant) => {
  expect(createGuesses(() => sources, []).source(wanted)).toBe(meant);
});

test('a path of the site is like one that it has', () => {
  const guesses = createGuesses(() => sources, ['index.html', 'posts/a-post/index.html', 'x.css']);
  expect(guesses.url('/posts/a-pots/')).toBe('/posts/a-post/');
  expect(guesses.url('/nothing/like/it')).toBeUndefined();
});

test('a site without a broken link has no names to be looked at', () => {
  createGuesses(() => {
    throw new Error('nobody asked');
  }, []);
});

test('thousands of broken links are not compared with thousands of names each', () => {
  let compared = 0;
  const files = Array.from({ length: 1000 }, (_, at) => `posts/post-number-${at}/index.html`);
  const guesses = createGuesses(() => [], files);
  for (let at = 0; at < 20_000; at += 1) {
    if (guesses.url(`/posts/post-numbr-${at}/`) !== undefined) compared += 1;
  }
  expect(compared).toBe(5_000);
  expect(guesses.url('/posts/post-numbr-1/')).toBe('/posts/post-number-1/');
});
