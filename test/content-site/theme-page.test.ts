import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { makeSite, now, told, write } from '../build/mini-site.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'content/docs/extending/themes.md'), 'utf8');

/** The files of the example: blocks with the path of a file below the theme as their title. */
const files = Object.fromEntries(
  [...page.matchAll(/^```\w+ title="(theme\/[^"]+)"\n([\s\S]*?)^```$/gm)].map(
    ([, path = '', text = '']) => [path, text],
  ),
);

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

test('its types are those of the package', { timeout: 60_000 }, () => {
  const site = makeSite(files);
  write(site, {
    'package.json': '{"type":"module"}',
    'tsconfig.json': JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        noEmit: true,
        allowImportingTsExtensions: true,
        rootDir: '/',
        typeRoots: [join(root, 'node_modules/@types')],
        paths: { rutter: [join(root, 'src/index.ts')] },
      },
      include: ['theme'],
    }),
  });
  const { stdout } = spawnSync(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    site,
  ]);
  expect(stdout.toString()).toBe('');
});
