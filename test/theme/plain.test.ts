import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadTheme } from '../../src/theme/load.ts';
import { collectionOf } from './fixture.ts';
import { attributeOf, flat, parseMarkup } from './markup.ts';
import { voyage } from './voyage.ts';

const folder = new URL('../../themes/plain/', import.meta.url);
const { site, views } = voyage();

test('the plain theme is small enough to be read at once', () => {
  const lines = readdirSync(folder).flatMap((name) =>
    readFileSync(new URL(name, folder), 'utf8').trimEnd().split('\n'),
  );
  expect(lines.length).toBeLessThan(150);
});

test('it draws every view with one small style sheet, no script and no font', async () => {
  const theme = await loadTheme({ theme: 'plain', root: '/' });
  const files = await theme.assets();
  expect(files.map(({ path }) => path)).toEqual([
    expect.stringMatching(/^assets\/plain\.[0-9a-f]{10}\.css$/),
  ]);
  expect(String(files[0]?.contents).length).toBeLessThan(1500);
  for (const view of views) {
    const { elements, errors } = parseMarkup(theme.render(view, site));
    expect(errors).toEqual([]);
    const named = (tag: string) => elements.filter(({ tagName }) => tagName === tag);
    expect(named('h1')).toHaveLength(1);
    expect(named('main')).toHaveLength(1);
    // On the document and not on its body: else a dark system gives pale links on a white ground.
    const schemes = named('meta').filter((one) => attributeOf(one, 'name') === 'color-scheme');
    expect(schemes.map((one) => attributeOf(one, 'content'))).toEqual(['light dark']);
    const scripts = named('script').filter(
      (one) => attributeOf(one, 'type') !== 'application/ld+json',
    );
    expect(scripts).toEqual([]);
    expect(named('link').map((one) => attributeOf(one, 'href'))).toEqual([`/${files[0]?.path}`]);
    expect(elements.filter(({ attrs }) => attrs.some(({ name }) => name === 'style'))).toEqual([]);
  }
});

test('it leads to the latest version of what has several', async () => {
  const theme = await loadTheme({ theme: 'plain', root: '/' });
  const versions = [
    { name: 'v2', label: '2', status: 'latest' as const },
    { name: 'v1', label: '1', status: 'old' as const },
  ];
  const collections = versions.map(({ name }) => {
    const docs = collectionOf('doc', `Docs ${name}`, []);
    return { ...docs, config: { ...docs.config, version: name, versions } };
  });
  const lost = views.find(({ kind }) => kind === 'not-found') as (typeof views)[0];
  const text = theme.render(lost, { ...site, collections });
  const [header = ''] = /<header>[\s\S]*?<\/header>/.exec(text) ?? [];
  expect(header).toContain('>Docs v2</a>');
  expect(header).not.toContain('>Docs v1</a>');
});

test('what leads elsewhere in a collection stands below the text', async () => {
  const theme = await loadTheme({ theme: 'plain', root: '/' });
  const doc = views.find(
    (one) => one.kind === 'page' && one.page.kind === 'doc',
  ) as (typeof views)[0];
  const text = theme.render(doc, site);
  expect(text.indexOf('</main>')).toBeLessThan(text.indexOf('class="sidebar'));
  const [title] = parseMarkup(text).elements.filter(({ tagName }) => tagName === 'title');
  expect(flat(title as NonNullable<typeof title>)).toContain(doc.title);
});
