import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { configOf, makeSite, now, textsOf, told } from './mini-site.ts';

const config = `export default {
  site: { base: '/base/', language: 'de' },
  markdown: {
    typography: true,
    callouts: { security: { title: 'Sicherheit', icon: '🔒', color: 'red' } },
    abbreviations: { DNS: 'Domain Name System' },
  },
};
`;
const page = `# Alles

> [!SECURITY]
> Es ist immer "DNS".[^1]

::: details Mehr :tada: {open}
| a |
|---|
| 1 |

Tabelle: Die *eine*
:::

Ein Wort
: Und was es heißt: ++ctrl+c++ ==hier==

![Ein Film](clip.mp4 "Bei Nacht")

::youtube[Ein anderer]{id=dQw4w9WgXcQ}

::say[hallo]

[^1]: Nicht immer.
`;

test('a site that uses it all, below a base', async () => {
  const root = makeSite({
    'rutter.config.js': config,
    'content/docs/all.md': page,
    'content/docs/plain.md': '# Plain\n\nNothing of it.\n',
    'content/docs/clip.mp4': 'film',
    'shortcodes/say.js': 'export default { render: ({ label }) => label };\n',
  });
  const configuration = { ...(await configOf(root)), theme: 'default' };
  const { diagnostics, manifest } = await createBuilder(configuration).build({ now });
  expect(told(diagnostics).filter((one) => !one.includes('site-url'))).toEqual([]);
  const html = readFileSync(join(configuration.outDir, 'docs/all/index.html'), 'utf8');
  for (const part of [
    '<aside class="callout callout-security tone-red" aria-label="Sicherheit">',
    'immer „<abbr title="Domain Name System">DNS</abbr>“.',
    '<details class="callout callout-details" open>\n<summary>Mehr 🎉</summary>',
    '<caption>Die <em>eine</em></caption>',
    '<dt>Ein Wort</dt>',
    '<kbd class="keys"><kbd>Ctrl</kbd>+<kbd>C</kbd></kbd> <mark>hier</mark>',
    '<video src="/base/docs/clip.mp4" controls',
    '<figcaption>Bei Nacht</figcaption>',
    'data-embed="youtube:dQw4w9WgXcQ:0"',
    'Auf YouTube ansehen',
    'Fußnoten',
  ]) {
    expect(html).toContain(part);
  }
  const files = Object.keys(manifest?.files ?? {});
  expect(files).toContain('docs/clip.mp4');
  // The player's style and script are of this site, and named by this page alone.
  const own = files.filter((path) => /^assets\/embed\./.test(path)).sort();
  expect(own).toHaveLength(2);
  for (const path of own) expect(html).toContain(`"/base/${path}"`);
  const plain = readFileSync(join(configuration.outDir, 'docs/plain/index.html'), 'utf8');
  expect(plain).not.toContain('assets/embed.');
  const all = Object.values(textsOf(configuration.outDir)).join('');
  expect(all.match(/(?:src|poster|srcset)="[^"]*(?:youtube|vimeo)/)).toBeNull();
});

test('files that a part names lie beside the part', async () => {
  const root = makeSite({
    'parts/film.md': '::video[A]{src=a.mp4 poster=a.png captions=a.vtt}\n\nTerm\n: ![B](b.mp3)\n',
    'parts/a.mp4': 'film',
    'content/docs/x.md': '# X\n\n<!--@include: @/parts/film.md-->\n',
  });
  const { diagnostics } = await createBuilder(await configOf(root)).build({ now });
  const said = told(diagnostics)
    .filter((one) => one.includes('link-'))
    .sort();
  // Content publishes nothing from outside its folder: each is looked for there, and told of there.
  expect(said.map((one) => one.split(' ')[0])).toEqual([
    ...Array.from({ length: 4 }, () => 'parts/film.md:1:1'),
    'parts/film.md:4:3',
  ]);
});

test('a site without any has no files for it', async () => {
  const root = makeSite();
  const configuration = { ...(await configOf(root)), theme: 'default' };
  const { manifest } = await createBuilder(configuration).build({ now });
  expect(Object.keys(manifest?.files ?? {}).join()).not.toContain('embed');
});

test('what is wrong in the configuration is told of', async () => {
  const root = makeSite({
    'rutter.config.js':
      "export default { markdown: { emojis: true, callouts: { Note: {}, tip: { colour: 'red', color: 'pink' } } } };\n",
  });
  const error: unknown = await configOf(root).catch((one: unknown) => one);
  const { diagnostics } = error as { diagnostics: Parameters<typeof told>[0] };
  expect(told(diagnostics).map((one) => one.replace(/^\S+ error /, ''))).toEqual([
    expect.stringContaining('`markdown.callouts.Note` must be named with'),
    expect.stringContaining('`markdown.callouts.tip.color` must be "blue" or'),
    expect.stringContaining(
      '`markdown.callouts.tip.colour` is not a known key (did you mean `color`?)',
    ),
    'config-unknown-key `markdown.emojis` is not a known key (did you mean `emoji`?)',
  ]);
});
