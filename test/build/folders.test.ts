import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { buildSite, configOf, makeSite, now, told, write } from './mini-site.ts';

/** A theme that prints what it is given. */
const theme = `export const theme = { name: 'x', assets: async () => [], render: (view, site) =>
  JSON.stringify(view.kind === 'page' ? { front: view.page.frontmatter, sidebar: view.collection.navigation, next: view.next } : {}) };`;

async function build(files: Readonly<Record<string, string>>) {
  const root = makeSite({ 'theme.mjs': theme, ...files });
  const config = { ...(await configOf(root)), theme: './theme.mjs' };
  const { diagnostics, ok } = await createBuilder(config).build({ now });
  return {
    root,
    ok,
    told: told(diagnostics),
    page(path: string) {
      return JSON.parse(readFileSync(join(root, 'dist', path, 'index.html'), 'utf8'));
    },
  };
}

const cascade = (yaml: string) => `cascade:\n${yaml.replaceAll(/^/gm, '  ')}\n`;

describe('what a folder gives its pages', () => {
  test('holds where a page says nothing; the nearest folder holds', async () => {
    const site = await build({
      'content/docs/_meta.yml': cascade(
        'tags: [far]\nauthor: Mara\ntoc: false\nowner: Storage\nmine: {a: 1}',
      ),
      'content/docs/a/index.md': `---\n${cascade('tags: [near]\nimage: /a.png\nmore: 2')}---\n# A\n`,
      'content/docs/a/_meta.yml': cascade('tags: [lost]\nnoindex: true'),
      'content/docs/a/x.md': '---\nauthors: [Jonas]\ntoc: true\nowner: Mail\nmine: own\n---\n# X\n',
      'content/docs/a/b/y.md': '# Y\n',
      'content/docs/z.md': '---\ntags: []\n---\n# Z\n',
      'content/other.md': '# Other\n',
      'content/public/a.png': '',
      'public/a.png': '',
    });
    expect(site.told).toEqual([]);
    expect(site.page('docs/a/x').front).toMatchObject({
      tags: ['near'],
      terms: { tags: ['near'] },
      authors: ['Jonas'],
      toc: true,
      noindex: true,
      owner: 'Mail',
      image: { src: '/a.png', alt: '' },
      extra: { mine: 'own', more: 2 },
    });
    expect(site.page('docs/a/b/y').front).toMatchObject({
      tags: ['near'],
      authors: ['Mara'],
      owner: 'Storage',
      toc: false,
      extra: { mine: { a: 1 }, more: 2 },
    });
    expect(site.page('docs/a').front).toMatchObject({ tags: ['near'], noindex: true });
    expect(site.page('docs/z').front).toMatchObject({ tags: [], authors: ['Mara'] });
    expect(site.page('other').front).toMatchObject({ tags: [], authors: [], extra: {} });
  });

  test('is checked as front matter is, and what is of one page only is refused', async () => {
    const site = await build({
      'content/docs/_meta.yml': cascade('draft: maybe\ntitle: A\ntgas: [a]\ntoc: false'),
      'content/docs/a.md': `---\n${cascade('order: 1\nsymptoms: [a]')}---\n# A\n`,
      'content/docs/index.md': `---\n${cascade('- a')}---\n# A\n`,
    });
    expect(site.told).toEqual([
      'content/docs/_meta.yml:2:3 error folder-invalid `cascade.draft` must be `true` or `false`, found the text "maybe"',
      'content/docs/_meta.yml:3:3 error folder-invalid `cascade.title` is of one page: a folder cannot give it to all of its pages (write it in the page itself)',
      'content/docs/_meta.yml:4:3 warning folder-unknown-key `cascade.tgas` is not a known key (did you mean `tags`?)',
      'content/docs/a.md:3:3 error frontmatter-invalid `cascade.order` is of one page: a folder cannot give it to all of its pages (write it in the page itself)',
      'content/docs/a.md:4:3 error frontmatter-invalid `cascade.symptoms` is of one page: a folder cannot give it to all of its pages (write it in the page itself)',
      'content/docs/index.md:2:1 error frontmatter-invalid `cascade` must be a group of keys, found a list',
    ]);
  });

  test('can keep a whole folder from being published', async () => {
    const site = await build({
      'content/docs/secret/_index.md': `---\n${cascade('draft: true')}---\n# S\n`,
      'content/docs/secret/a.md': '# A\n',
      'content/docs/secret/b.md': '---\ndraft: false\n---\n# B\n',
    });
    expect(site.told).toEqual([]);
    expect(site.page('docs/secret/b').front.draft).toBe(false);
    expect(() => site.page('docs/secret/a')).toThrow();
    expect(() => site.page('docs/secret')).toThrow();
  });

  test('is what the schema of a collection is given, too', async () => {
    const site = await build({
      'rutter.config.mjs': `export default { collections: { docs: { schema: { '~standard': { version: 1, vendor: 'x',
        validate: (value) => value.level === undefined ? { issues: [{ message: 'no level', path: ['level'] }] } : { value: { level: value.level * 2 } } } } } } };`,
      'content/docs/index.md': `---\n${cascade('level: 2')}level: 9\n---\n# D\n`,
      'content/docs/a.md': '# A\n',
      'content/docs/b.md': '---\nlevel: 5\n---\n# B\n',
    });
    expect(site.told).toEqual([]);
    expect(site.page('docs/a').front.extra).toEqual({ level: 4 });
    expect(site.page('docs/b').front.extra).toEqual({ level: 10 });
  });
});

test('a folder says what it is called, where it stands and what comes first in it', async () => {
  const site = await build({
    'content/docs/_meta.yml':
      'items:\n  - b/\n  - ./a.md\n  - {label: Forum, link: "https://example.org/"}\n  - {name: c, label: Sea}\n',
    'content/docs/a.md': '# A\n',
    'content/docs/b/_meta.json': '{"title": "Bees", "collapsed": true}',
    'content/docs/b/x.md': '# X\n',
    'content/docs/c.md': '# C\n',
    'content/docs/d/_meta.yaml': 'order: 1\n',
    'content/docs/d/y.md': '# Y\n',
    'content/docs/aa.md': '# AA\n',
  });
  expect(site.told).toEqual([]);
  expect(site.page('docs/a').sidebar).toMatchObject([
    { label: 'Bees', collapsed: true, children: [{ label: 'X' }] },
    { label: 'A' },
    { label: 'Forum', url: 'https://example.org/' },
    { label: 'Sea' },
    { label: 'D', children: [{ label: 'Y' }] },
    { label: 'AA' },
  ]);
  expect(site.page('docs/a').next).toMatchObject({ title: 'C' });
});

test.each([
  ['items: [{label: x}]', /folder-invalid `items\[0\]/],
  [
    'items: [{label: x, link: "javascript:alert(1)"}]',
    /folder-invalid `items\[0\].link` must be a path of the site/,
  ],
  ['items: a', /folder-invalid `items` must be a list of names/],
  ['a: [', /folder-invalid/],
  ['3', /folder-invalid it must be a group of keys, found the number 3/],
  [
    'cascade: {__proto__: {draft: true}}',
    /folder-invalid `cascade.__proto__` is not allowed as a key/,
  ],
  [`a: ${'['.repeat(60)}`, /folder-invalid the file is nested more than 50 deep/],
])('of a `_meta.yml` with %s it is told', async (text, message) => {
  const site = await build({ 'content/docs/_meta.yml': `${text}\n`, 'content/docs/a.md': '# A\n' });
  expect(site.told).toHaveLength(1);
  expect(site.told[0]).toMatch(message);
});

test('a link to `_index.md` leads to the folder', async () => {
  const site = await build({
    'content/docs/g/_index.md': '# G\n',
    'content/docs/a.md': '[g](g/_index.md) [g](g/)\n',
  });
  expect(site.told).toEqual([]);
});

test('what a folder says is looked at by each build', async () => {
  const root = makeSite({
    'content/docs/_meta.yml': cascade('tags: [one]'),
    'content/docs/a.md': '# A\n',
  });
  const has = (tag: string) =>
    buildSite(root).then(({ manifest }) => `tags/${tag}/index.html` in (manifest?.files ?? {}));
  expect(await has('one')).toBe(true);
  write(root, { 'content/docs/_meta.yml': cascade('tags: [other]') });
  expect([await has('other'), await has('one')]).toEqual([true, false]);
});

test('a folder that says so can be closed, and is open where the page is in it', async () => {
  const root = makeSite({
    'content/docs/index.md': '# Docs\n',
    'content/docs/a/index.md': '---\ncollapsed: true\n---\n# A\n',
    'content/docs/a/b/_meta.yml': 'collapsed: false\n',
    'content/docs/a/b/x.md': '# X\n',
    'content/docs/a/y.md': '# Y\n',
  });
  await createBuilder(await configOf(root, 'default')).build({ now });
  const nav = (path: string) => {
    const html = readFileSync(join(root, 'dist', path, 'index.html'), 'utf8');
    return /<nav aria-label="Documentation">([\s\S]*?)<\/nav>/.exec(html)?.[1] ?? '';
  };
  const folders = (path: string) => nav(path).match(/<details[^>]*>/g);
  expect(folders('docs')).toEqual(['<details>', '<details open>']);
  expect(folders('docs/a/y')).toEqual(['<details open>', '<details open>']);
  expect(nav('docs/a')).toMatch(
    /<summary class="group">A<\/summary>\s*<ul>\s*<li><a href="\/docs\/a\/" aria-current="page">/,
  );
  expect(nav('docs/a/y').match(/aria-current/g)).toHaveLength(1);
});

test('`toc: false` leaves out the table of contents, `editLink: false` the link to edit', async () => {
  const text = '# A\n\n## One\n\n## Two\n';
  const root = makeSite({
    'rutter.config.mjs': 'export default { site: { editUrl: "https://example.org/edit/" } };',
    'content/docs/a.md': text,
    'content/docs/b.md': `---\ntoc: false\neditLink: false\n---\n${text}`,
  });
  await createBuilder(await configOf(root, 'default')).build({ now });
  const has = (path: string) => {
    const html = readFileSync(join(root, 'dist/docs', path, 'index.html'), 'utf8');
    return [html.includes('class="toc"'), html.includes('https://example.org/edit/')];
  };
  expect([has('a'), has('b')]).toEqual([
    [true, true],
    [false, false],
  ]);
});

test('a translation has what its original is given, and where it stands', async () => {
  const site = await build({
    'rutter.config.mjs': 'export default { locales: { en: {}, de: {}, fr: {} } };',
    'content/_meta.yml': cascade('author: Mara\ntoc: false'),
    'content/docs/_meta.yml': `items: [b, a]\n${cascade('author: Jonas\ntags: [all]')}`,
    'content/docs/_meta.de.yml': cascade('tags: [alles]'),
    'content/de/_meta.yml': cascade('noindex: true'),
    'content/docs/sub/_meta.yml': 'title: Below\ncollapsed: true\n',
    'content/docs/sub/_meta.de.yml': 'title: Darunter\n',
    'content/docs/a.md': '# A\n',
    'content/docs/a.de.md': '# A de\n',
    'content/docs/b.md': '# B\n',
    'content/docs/b.de.md': '# B de\n',
    'content/docs/sub/c.md': '# C\n',
    'content/de/docs/sub/c.md': '# C de\n',
  });
  expect(site.told).toEqual([]);
  expect(site.page('docs/a').front).toMatchObject({
    authors: ['Jonas'],
    tags: ['all'],
    noindex: false,
  });
  const { front, sidebar } = site.page('de/docs/a');
  expect(front).toMatchObject({ authors: ['Jonas'], tags: ['alles'], toc: false, noindex: true });
  expect(sidebar).toMatchObject([
    { label: 'B de' },
    { label: 'A de' },
    { label: 'Darunter', collapsed: true, children: [{ label: 'C de' }] },
  ]);
  const other = await build({
    'content/docs/_meta.xy.yml': 'title: X\n',
    'content/docs/a.md': '# A\n',
  });
  expect(other.told).toEqual([
    expect.stringContaining('folder-invalid the name of the file has a language in it'),
  ]);
});
