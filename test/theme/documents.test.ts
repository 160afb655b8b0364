import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tokenClasses } from '../../src/markdown/code/token-classes.ts';
import { theme } from '../../themes/default/index.ts';
import { collectionOf, pageOf, proofOf, siteOf, stepOf, viewOf } from './fixture.ts';
import { attributeOf, flat, parseMarkup, withClass } from './markup.ts';
import { voyage } from './voyage.ts';

const { site, views } = voyage();
const documents = views.map((view) => ({ url: view.url, view, text: theme.render(view, site) }));

describe.each(documents)('the document at $url', ({ view, text }) => {
  const { elements, errors } = parseMarkup(text);
  const named = (tag: string) => elements.filter(({ tagName }) => tagName === tag);

  test('is valid where a parser can tell, and has no id twice', () => {
    expect(errors).toEqual([]);
    const ids = elements.flatMap((one) => attributeOf(one, 'id') ?? []);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test('has one h1, headings without a gap, one main, a title, a language', () => {
    const levels = elements.flatMap(({ tagName }) =>
      /^h[1-6]$/.test(tagName) ? [Number(tagName[1])] : [],
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((above, level) => {
      expect(level - above).toBeLessThanOrEqual(1);
      return level;
    }, 0);
    expect(named('main')).toHaveLength(1);
    expect(named('html').map((one) => attributeOf(one, 'lang'))).toEqual(['en']);
    expect(flat(named('title')[0] as (typeof elements)[0])).toContain(view.title);
  });

  test('holds to a policy without inline styles and scripts', () => {
    for (const element of elements) {
      expect(element.attrs.filter(({ name }) => name === 'style' || name.startsWith('on'))).toEqual(
        [],
      );
      // Data is no script: no policy means it.
      const isData = attributeOf(element, 'type') === 'application/ld+json';
      if (element.tagName === 'script' && !isData) expect(flat(element)).toBe('');
      expect(element.tagName).not.toBe('style');
    }
  });

  test('has a name for every navigation, and text beside every icon', () => {
    for (const nav of named('nav')) expect(attributeOf(nav, 'aria-label')).toBeTruthy();
    for (const svg of named('svg')) {
      expect(attributeOf(svg, 'aria-hidden')).toBe('true');
      // Without the styles they are as large as this, and not as the window.
      expect(attributeOf(svg, 'width')).toMatch(/^\d+$/);
      expect(attributeOf(svg, 'height')).toMatch(/^\d+$/);
    }
    for (const badge of [...withClass(elements, 'badge'), ...withClass(elements, 'state')])
      expect(flat(badge)).not.toBe('');
  });

  test('is the same when it is drawn again, without blank lines in what the theme draws', () => {
    expect(theme.render(view, site)).toBe(text);
    expect(text).not.toContain('\n\n');
  });
});

test('a site under a base and without a url has every address below it, and no canonical', () => {
  const config = { ...site.config, base: '/sub/', url: undefined };
  const [view] = views as [(typeof views)[0]];
  const text = theme.render({ ...view, url: '/sub/' }, siteOf({ config, feeds: [] }));
  const own = [...text.matchAll(/<(?:link|script)[^>]*(?:href|src)="([^"]*)"/g)].map(
    ([, url]) => url,
  );
  expect(own).toHaveLength(6);
  for (const url of own) expect(url).toMatch(/^\/sub\/assets\/[\w-]+\.[0-9a-f]{10}\.\w+$/);
  expect(text).not.toContain('canonical');
});

test('the canonical address and the feed are named', () => {
  const text = documents.find(({ url }) => url === '/docs/writing/')?.text;
  expect(text).toContain('<link rel="canonical" href="https://example.org/docs/writing/">');
  expect(text).toContain('type="application/atom+xml" title="Posts" href="/feed.xml"');
});

test('the navigation says where one is', () => {
  const { elements } = parseMarkup(
    documents.find(({ url }) => url === '/docs/writing/')?.text ?? '',
  );
  const current = elements.flatMap((one) => {
    const value = attributeOf(one, 'aria-current');
    return value === undefined ? [] : [`${flat(one)}: ${value}`];
  });
  expect(current).toEqual(['Docs: true', 'Writing a page: page']);
});

test('names of authors and readers are text, never markup', () => {
  const hostile = '"><script>alert(1)</script>';
  const [, doc] = views as [(typeof views)[0], (typeof views)[0]];
  const text = theme.render(
    { ...doc, title: hostile, description: hostile },
    {
      ...site,
      config: {
        ...site.config,
        title: hostile,
        author: hostile,
        language: hostile,
        editUrl: 'javascript:alert(1)//',
        navigation: [{ label: hostile, link: 'javascript:alert(1)' }],
      },
    },
  );
  const { elements } = parseMarkup(text);
  const scripts = elements.filter(({ tagName }) => tagName === 'script');
  expect(scripts.map((one) => attributeOf(one, 'type') ?? 'script')).toEqual([
    'script',
    'application/ld+json',
    'script',
  ]);
  expect(text).not.toMatch(/href="\s*javascript/);
});

test('every asset has its digest in its name, is small, and is asked for by the pages', async () => {
  const files = await theme.assets();
  const sheet = files.find(({ path }) => path.endsWith('.css'));
  for (const { path, contents } of files) {
    expect(path).toMatch(/^assets\/[a-z-]+\.[0-9a-f]{10}\.(?:css|js|svg|woff2)$/);
    const byWhom = path.endsWith('.woff2') ? sheet?.contents : documents[0]?.text;
    expect(byWhom).toContain(path.replace('assets/', path.endsWith('.woff2') ? '' : '/assets/'));
    expect(`${contents}`).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  }
});

test('a front page tells of what works before what is new', () => {
  const page = pageOf({ id: 'index', kind: 'page', title: 'Home', url: '/', body: ['<p>x</p>'] });
  const posts = collectionOf('post', 'Posts', [pageOf({ id: 'p', kind: 'post', title: 'P' })]);
  const runbook = pageOf({ id: 'r', kind: 'runbook', title: 'R' });
  const runbooks = collectionOf('runbook', 'Runbooks', [runbook]);
  const proofs = new Map([
    [runbook.id, proofOf({ steps: [stepOf(1)], images: [{ badge: 'unverified' }] })],
  ]);
  const text = theme.render(
    viewOf(page, collectionOf('page', 'Pages', [page])),
    siteOf({ collections: [posts, runbooks], proofs }),
  );
  const [sections] = withClass(parseMarkup(text).elements, 'home-sections');
  expect(sections && flat(sections)).toBe('Runbooks 1 runbook: 1 unverified R unverified Posts P');
});

test('every class of the highlighter has its look', () => {
  const styles = readFileSync(
    new URL('../../themes/default/styles/code.css', import.meta.url),
    'utf8',
  );
  for (const name of tokenClasses) expect(styles).toMatch(new RegExp(`\\.${name}\\b`));
});
