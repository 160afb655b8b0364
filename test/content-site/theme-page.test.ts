import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { View } from '../../src/model/site.ts';
import { makeSite, now, told, write } from '../build/mini-site.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'content/docs/extending/themes.md'), 'utf8');

/** The files of the examples: blocks with the path of a file below a theme as their title. */
const examples = [
  ...page.matchAll(/^```\w+ title="((?:theme|harbour)\/[^"]+)"\n([\s\S]*?)^```$/gm),
].map(([, path = '', text = '']) => [path, text] as const);
const isWhole = (path: string) => /^theme\/(?:index\.ts|harbour\.css)$/.test(path);
const files = Object.fromEntries(examples.filter(([path]) => isWhole(path)));
const partly = Object.fromEntries(examples.filter(([path]) => !isWhole(path)));

const content = {
  'rutter.config.mjs': `export default {
    theme: './theme',
    site: { title: 'Pilots & tides', url: 'https://tides.example', base: '/b/' },
    collections: { posts: { archive: 'year', pageSize: 1 } },
  };`,
  'content/docs/tide.md': '---\ntags: [sea]\n---\n# Tide <1>\n\nThe *tide* and `code`.\n',
  'content/posts/one.md': '---\ndate: 2026-01-01\ntags: [sea]\n---\n# One\n\nFirst.\n',
  'content/posts/two.md': '---\ndate: 2026-01-02\n---\n# Two\n\nSecond.\n',
  'content/runbooks/run.md': '# Run\n\n```sh name=a\ntrue\n```\n',
};

test('the theme of the example draws each kind of view', async () => {
  expect(Object.keys(files)).toEqual(['theme/index.ts', 'theme/harbour.css']);
  const site = makeSite({ ...content, ...files });
  const config = await loadConfig({ root: site });
  const { diagnostics, ok } = await createBuilder(config).build({ now });
  expect([ok, told(diagnostics)]).toEqual([true, []]);
  const html = (path: string) => readFileSync(join(site, 'dist', path), 'utf8');

  expect(html('docs/tide/index.html')).toContain(
    '<title>Tide &lt;1&gt; · Pilots &amp; tides</title>',
  );
  expect(html('docs/tide/index.html')).toContain('<em>tide</em>');
  expect(html('docs/tide/index.html')).toContain('href="/b/assets/harbour.css"');
  expect(html('assets/harbour.css')).toBe(files['theme/harbour.css']);
  expect(html('posts/index.html')).toContain('<a href="/b/posts/page/2/" rel="next">Older</a>');
  expect(html('posts/page/2/index.html')).toContain('<a href="/b/posts/one/">One</a>');
  expect(html('posts/archive/index.html')).toContain('>2026</a>');
  expect(html('posts/2026/index.html')).toContain('>Two</a>');
  expect(html('tags/index.html')).toContain('<a href="/b/tags/sea/">sea</a>');
  expect(html('tags/sea/index.html')).toContain('>One</a>');
  expect(html('runbooks/index.html')).toContain('>Run</a>');
  expect(html('runbooks/run/index.html')).toContain('This page is unverified.');
  expect(html('posts/index.html')).toContain('<a href="/b/posts/" aria-current="page">');
  expect(html('index.html')).toContain('>Tide &lt;1&gt;</a>');
  expect(html('404.html')).toContain('There is nothing here.');
});

test('the page has every kind of view, and no other', () => {
  const kinds: Readonly<Record<View['kind'], true>> = {
    ...{ page: true, list: true, runbooks: true, status: true, search: true, taxonomy: true },
    ...{ term: true, archive: true, period: true, home: true, 'not-found': true },
  };
  const [, section = ''] = page.split('\n## Views\n');
  const [own = ''] = section.split(/^## /m);
  const told = [...own.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
  expect(told.sort()).toEqual(['kind', ...Object.keys(kinds)].sort());
});

const built = async (theme: string, more: Readonly<Record<string, string>> = {}) => {
  const config = `export default { theme: '${theme}', site: { title: 'Tides', url: 'https://tides.example' } };`;
  const site = makeSite({ ...content, ...partly, ...more, 'rutter.config.mjs': config });
  const { diagnostics, ok } = await createBuilder(await loadConfig({ root: site })).build({ now });
  expect([ok, told(diagnostics)]).toEqual([true, []]);
  return (path: string) => readFileSync(join(site, 'dist', path), 'utf8');
};

test('the folder of the examples changes what it says, and nothing else', async () => {
  expect(Object.keys(partly)).toEqual([
    'theme/parts/footer.ts',
    'theme/parts/listHead.ts',
    'theme/parts/slots.ts',
    'theme/styles/motto.css',
    'theme/words.yml',
    'harbour/index.ts',
  ]);
  const html = await built('./theme', { 'theme/styles/harbour.woff2': 'font' });
  const doc = html('docs/tide/index.html');
  expect(doc).toContain('<p class="motto">Tides: proven in a sandbox.</p>\n<footer');
  expect(doc).toContain('<meta name="theme-color" content="#0d5785">\n</head>');
  expect(doc).toContain('?about=/docs/tide/">Ask about this page</a>');
  expect(html('tags/index.html')).toContain('<div class="banner">');
  expect(html('tags/index.html')).toContain('<h1>TAGS</h1>');
  const [, sheet = ''] = /<link rel="stylesheet" href="\/([^"]+)"/.exec(doc) ?? [];
  expect(html(sheet)).toMatch(/src: url\("harbour\.[0-9a-f]{10}\.woff2"\)/);
  expect(html(sheet)).toContain('.site-header');
});

test('the theme in code has its option', async () => {
  const html = await built('./harbour');
  expect(html('docs/tide/index.html')).toContain('<p>Written in Hull.</p>\n</footer>');
});

test('their types are those of the package', { timeout: 60_000 }, () => {
  const site = makeSite({ ...files, ...partly });
  write(site, {
    'package.json': '{"type":"module"}',
    'tsconfig.json': JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        noEmit: true,
        allowImportingTsExtensions: true,
        rootDir: '/',
        typeRoots: [join(root, 'node_modules/@types')],
        paths: {
          rutter: [join(root, 'src/index.ts')],
          'rutter/theme': [join(root, 'src/theme/api.ts')],
        },
      },
      include: ['theme', 'harbour'],
    }),
  });
  const { stdout } = spawnSync(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    site,
  ]);
  expect(stdout.toString()).toBe('');
});
