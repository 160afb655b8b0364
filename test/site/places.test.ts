import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FrontMatter } from '../../src/model/page.ts';
import { problemOfPath } from '../../src/output/output-path.ts';
import { checkFiles } from '../../src/output/path-check.ts';
import { planPlaces } from '../../src/site/places.ts';
import { slugOf } from '../../src/site/slug.ts';
import { config, date, entry } from './entries.ts';

function placeOf(id: string, frontmatter: Partial<FrontMatter> = {}, permalink?: string) {
  const collections = config.collections.map((one) => ({
    ...one,
    permalink: permalink ?? one.permalink,
  }));
  const { places, diagnostics } = planPlaces([entry(id, frontmatter)], { ...config, collections });
  return diagnostics[0]?.message ?? places.get(id)?.outputPath;
}

test.each([
  ['index', {}, 'index.html'],
  ['about', {}, 'about/index.html'],
  ['404', {}, '404.html'],
  ['docs/index', {}, 'docs/index.html'],
  ['docs/guide/index', {}, 'docs/guide/index.html'],
  ['docs/Getting Started', {}, 'docs/getting-started/index.html'],
  ['docs/v1.2', {}, 'docs/v1.2/index.html'],
  ['docs/C#', {}, 'docs/csharp/index.html'],
  ['docs/guide/x', { slug: 'Y' }, 'docs/guide/Y/index.html'],
  ['posts/2026/hello/index', {}, 'posts/hello/index.html'],
  ['posts/2026-01-02-hello', {}, 'posts/hello/index.html'],
  ['posts/index', {}, 'posts/index.html'],
  ['about', { permalink: '/old/page.html' }, 'old/page.html'],
  ['about', { permalink: '/v1.2' }, 'v1.2/index.html'],
  ['about', { permalink: '//a///b//' }, 'a/b/index.html'],
  ['docs/Zürich', {}, 'docs/zürich/index.html'],
] as const)('%s with %j is %s', (id, frontmatter, path) => {
  expect(placeOf(id, frontmatter)).toBe(path);
});

test('every token has its value', () => {
  const one = { title: 'The Title', date: date('2026-01-02'), slug: 's' };
  const pattern = '/:collection/:year/:month/:day/:slug/:title/:filename/';
  expect(placeOf('posts/a/File Name', one, pattern)).toBe(
    'posts/2026/01/02/s/the-title/File Name/index.html',
  );
  expect(placeOf('docs/a/b/c', {}, '/x/:path/')).toBe('x/a/b/c/index.html');
  expect(placeOf('docs/A b/c/d', {}, '/:section/:sections/:slug.html')).toBe('a-b/a-b/c/d.html');
  expect(placeOf('docs/d', {}, '/:section/:sections/:slug/')).toBe('d/index.html');
  const categories = { terms: { categories: ['Linux', 'DNS & co'] } };
  expect(placeOf('docs/d', categories, '/:category/:categories/:slug/')).toBe(
    'linux/linux/dns-co/d/index.html',
  );
});

test('a page is on the day that its author wrote, whatever day that is elsewhere', () => {
  const late = { written: '2014-03-05 23:30 -0800', iso: '2014-03-06T07:30:00Z' };
  const pattern = '/:year/:month/:day/:short_year:i_month/:i_day_:hour-:minute-:second/';
  expect(placeOf('posts/a', { date: late }, pattern)).toBe('2014/03/05/143/5_23-30-00/index.html');
});

test('the index of a collection is where its list would be', () => {
  expect(placeOf('posts/index', {}, '/blog/:year/:slug/')).toBe('blog/index.html');
  expect(placeOf('posts/index', {}, '/:year/:slug/')).toBe('posts/index.html');
});

test('URLs are percent-encoded once, with the base', () => {
  const { places } = planPlaces([entry('über uns?')], {
    ...config,
    site: { ...config.site, base: '/b/' },
  });
  expect(places.get('über uns?')).toEqual({
    url: '/b/%C3%BCber-uns/',
    outputPath: 'über-uns/index.html',
  });
});

describe('what cannot be a place', () => {
  test.each([
    ['a', { permalink: '/../x/' }, 'has the part `..`'],
    ['a', { permalink: '/%2e%2e/x/' }, 'has the part `..`'],
    ['a', { permalink: '/a\u0000/' }, 'character'],
    ['a', { permalink: '/:year/' }, 'no date'],
    ['a', { permalink: '/:colour/' }, 'unknown token'],
    ['a', { slug: '..' }, 'has the part `..`'],
    ['a', { slug: 'a/b' }, 'has a `/`'],
    ['a', { slug: '' }, 'is empty'],
    ['!!', {}, 'nothing is left'],
  ] as const)('%s with %j', (id, frontmatter, why) => {
    expect(placeOf(id, frontmatter)).toContain(why);
  });
});

test('whatever an author writes, the file stays in the site, or is refused', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom('/', '.', '%', '2', 'e', '\\', ':', 's', '\0'),
      maxLength: 20,
    }),
  );
  fc.assert(
    fc.property(text, text, fc.constantFrom('permalink', 'slug', 'title'), (name, value, key) => {
      const one = entry(`docs/${name}`, { [key]: value });
      const { places, diagnostics } = planPlaces([one], config);
      if (diagnostics.length > 0) return;
      const path = places.get(one.id)?.outputPath ?? '';
      expect(problemOfPath(path)).toBeUndefined();
      expect(decodeURIComponent(new URL(places.get(one.id)?.url ?? '', 'http://x').pathname)).toBe(
        `/${path.replace(/(^|\/)index\.html$/, '$1')}`,
      );
    }),
    { numRuns: 2_000 },
  );
});

test('a slug of a slug is itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(slugOf(slugOf(text))).toBe(slugOf(text));
    }),
  );
});

test.each([
  ['Straße', 'STRASSE'],
  ['Σίσυφος', 'ΣΊΣΥΦΟΣ'],
  ['caf\u00e9', 'cafe\u0301'],
  ['\u0390', '\u0399\u0308\u0301'],
  ['a\u200db', 'ab'],
  ['\u212aelvin', 'kelvin'],
])('%s and %s are one URL, since on some system they are one file', (a, b) => {
  const { diagnostics } = planPlaces([entry('x', { slug: a }), entry('y', { slug: b })], config);
  expect(diagnostics.map(({ code }) => code)).toEqual(['permalink-collision']);
  const claims = [a, b].map((name) => ({ path: `${name}/index.html` }));
  expect(checkFiles(claims).map(({ code }) => code)).toEqual(['output-collision']);
});
