import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { makeSite, now, textsOf, told, write } from './mini-site.ts';

const config = (keys: string) => ({ 'rutter.config.mjs': `export default { ${keys} };\n` });
const two = config("site: { url: 'https://h.example' }, locales: { en: {}, de: {} }");

async function built(root: string) {
  const result = await createBuilder(await loadConfig({ root })).build({ now });
  const read = (path: string) => readFileSync(join(root, 'dist', path), 'utf8');
  return { ...result, read, said: told(result.diagnostics) };
}

/** What is between the tags of `<main>`, without tags. */
function textOf(html: string): string {
  return (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('a page in several languages', () => {
  test('says its language, and that of what is not translated', async () => {
    const root = makeSite({
      ...two,
      'content/docs/a.md': '# A\n\nText.\n',
      'content/docs/a.de.md': '# Ah\n\nText.\n',
      'content/docs/b.md': '# B\n\nText.\n',
    });
    const { read, said } = await built(root);
    expect(said).toEqual([]);
    expect(read('docs/a/index.html')).toContain('<html lang="en">');
    const a = read('de/docs/a/index.html');
    expect(a).toContain('<html lang="de">');
    expect(a).toContain('<article class="article">');
    expect(a).toContain('Zum Inhalt springen');
    for (const html of [a, read('docs/a/index.html')]) {
      expect(html).toContain('hreflang="en" href="https://h.example/docs/a/">');
      expect(html).toContain('hreflang="de" href="https://h.example/de/docs/a/">');
      expect(html).toContain('hreflang="x-default" href="https://h.example/docs/a/">');
    }
    const b = read('de/docs/b/index.html');
    expect(b).toMatch(/<h1[^>]* lang="en" dir="ltr">B</);
    expect(b).toContain('<div class="prose" lang="en" dir="ltr">');
    expect(b).toContain('<link rel="canonical" href="https://h.example/docs/b/">');
    expect(b).not.toContain('rel="alternate" hreflang');
    expect(textOf(b)).toContain('noch nicht übersetzt. Sie wird auf English angezeigt');
    expect(read('docs/b/index.html')).not.toContain('rel="alternate" hreflang');
  });

  test('says the language of what is not translated in lists, and above them', async () => {
    const root = makeSite({
      ...two,
      'content/index.md': '---\ndescription: A lead.\n---\n# Home\n\nText.\n',
      'content/docs/a.md': '# A\n\nText.\n',
      'content/runbooks/index.md': '# Runbooks\n\nText.\n',
      'content/runbooks/r.md': '---\ndescription: R.\n---\n# R\n\n```sh\ntrue\n```\n',
    });
    const { read } = await built(root);
    const english = ' lang="en" dir="ltr"';
    const home = read('de/index.html');
    expect(home).toMatch(new RegExp(`<h1[^>]*${english}>Home<`));
    expect(home).toContain(`<p class="lead"${english}>A lead.</p>`);
    expect(home).toContain(`<div class="prose"${english}>`);
    const list = read('de/docs/index.html');
    expect(list).toContain(`<a href="/de/docs/a/"${english}>A</a>`);
    expect(list).toContain(`<div class="prose excerpt"${english}>`);
    const runbooks = read('de/runbooks/index.html');
    expect(runbooks).toContain(`<h1${english}>Runbooks</h1>`);
    expect(runbooks).toContain(`<div class="prose"${english}>`);
    expect(runbooks).toContain(
      `<a href="/de/runbooks/r/"${english}>R</a> <span class="row-note"${english}>R.</span>`,
    );
    expect(read('index.html')).toContain('<div class="prose">');
  });

  test('a folder of the default language is the same as none', async () => {
    const root = makeSite({
      ...two,
      'content/en/docs/a.md': '# A\n\n[b](b.md)\n',
      'content/docs/b.md': '# B\n\n[a](../en/docs/a.md) [auch](b.de.md)\n',
      'content/docs/b.de.md': '# Be\n\n[a](/docs/a.md)\n',
      'content/docs/a.de.md': '# Ah\n',
    });
    const again = await built(root);
    expect(again.said).toEqual([]);
    expect(again.read('docs/a/index.html')).toContain('<a href="/docs/b/">b</a>');
    expect(again.read('docs/b/index.html')).toContain('<a href="/docs/a/">a</a>');
    expect(again.read('docs/b/index.html')).toContain('<a href="/de/docs/b/">auch</a>');
    expect(again.read('de/docs/b/index.html')).toContain('<a href="/de/docs/a/">a</a>');
  });

  test('in two files of one language is told of', async () => {
    const root = makeSite({
      ...two,
      'content/docs/a.de.md': '# Ah\n',
      'content/de/docs/a.md': '# Ah\n',
    });
    expect((await built(root)).said.join('\n')).toContain(
      'the file is the same page as `content/de/docs/a.md`',
    );
  });

  test('without fallback is not there, and links lead to the original', async () => {
    const root = makeSite({
      ...config('locales: { en: {}, de: { fallback: false } }'),
      'content/docs/a.md': '# A\n',
      'content/docs/b.de.md': '# Be\n\n[a](a.md)\n',
    });
    const { read, said } = await built(root);
    expect(said).toEqual([]);
    expect(existsSync(join(root, 'dist/de/docs/a'))).toBe(false);
    expect(read('de/docs/b/index.html')).toContain('<a href="/docs/a/">a</a>');
    expect(read('docs/a/index.html')).toContain('<li><a href="/de/" hreflang="de">');
  });

  test('a draft of a translation leaves the original in its place', async () => {
    const root = makeSite({
      ...two,
      'content/docs/a.md': '# A\n',
      'content/docs/a.de.md': '---\ndraft: true\n---\n\n# Ah\n',
      'content/docs/b.de.md': '# Be\n\n[a](a.md)\n',
    });
    const { read, said } = await built(root);
    expect(said).toEqual([]);
    expect(textOf(read('de/docs/a/index.html'))).toContain('noch nicht übersetzt');
  });

  test('where every language has a prefix, the top leads to the default', async () => {
    const root = makeSite({
      ...config(
        "site: { base: '/b/', language: 'en' }, locales: { de: {}, en: { prefix: 'english' } }",
      ),
      'content/index.md': '# Home\n\n[a](docs/a.md)\n',
      'content/docs/a.md': '---\npermalink: /english/first/\naliases: [/old/]\n---\n\n# A\n',
    });
    const { read, said } = await built(root);
    expect(said).toEqual([]);
    expect(read('index.html')).toContain('content="0; url=/b/english/"');
    expect(read('english/index.html')).toContain('<a href="/b/english/first/">a</a>');
    expect(read('de/index.html')).toContain('<a href="/b/de/first/">a</a>');
    expect(read('old/index.html')).toContain('url=/b/english/first/');
    expect(read('english/first/index.html')).toContain('href="/b/assets/');
  });

  test('has a page in each for what is not there, which no list names', async () => {
    const root = makeSite({
      ...config(
        "site: { url: 'https://h.example', base: '/b/', relativeLinks: true }, locales: { en: {}, de: {} }",
      ),
      'content/index.md': '# Home\n',
      'content/docs/a.md': '# A\n',
    });
    const { read, said } = await built(root);
    expect(said).toEqual([]);
    const pages = [
      { path: '404.html', language: 'en', says: 'Off the chart', home: '/b/' },
      { path: 'de/404.html', language: 'de', says: 'Nicht auf der Karte', home: '/b/de/' },
    ];
    for (const { path, language, says, home } of pages) {
      const html = read(path);
      expect(html).toContain(`<html lang="${language}">`);
      expect(textOf(html)).toContain(says);
      // A server shows it at any address below.
      expect(html).toContain(`<a href="${home}">`);
      expect(html).toContain('href="/b/assets/');
      expect(html).toContain('<meta name="robots" content="noindex">');
      expect(html).not.toContain('rel="canonical"');
    }
    expect(read('sitemap.xml')).not.toContain('404');
  });

  test('is told of a language that the site does not have', async () => {
    const root = makeSite({
      ...two,
      'content/docs/a.fr.md': '# A\n',
      'content/docs/v1.it.md': '# B\n',
    });
    expect((await built(root)).said).toEqual([
      'content/docs/a.fr.md warning locale-unknown the name of the file ends in the language `fr`, which the site does not have (its languages are en, de: add `fr` to `locales`, or rename the file)',
      'content/docs/v1.it.md warning locale-unknown the name of the file ends in the language `it`, which the site does not have (its languages are en, de: add `it` to `locales`, or rename the file)',
    ]);
  });

  test('tags, archives and feeds are of one language each', async () => {
    const root = makeSite({
      ...config(
        "site: { url: 'https://h.example' }, locales: { en: {}, de: { collections: { posts: { title: 'Logbuch' } } } }, collections: { posts: { archive: 'year' } }, taxonomies: { tags: { feed: true } }",
      ),
      'content/posts/2026-01-02-a.md': '---\ntags: [dns]\n---\n\n# A\n',
      'content/posts/2026-01-02-a.de.md': '---\ntags: [dns]\n---\n\n# Ah\n',
      'content/posts/2025-01-02-b.de.md': '---\ntags: [netz]\n---\n\n# Be\n',
    });
    const { read, said } = await built(root);
    expect(said).toEqual([]);
    expect(read('tags/dns/index.html')).not.toContain('Ah');
    expect(read('de/tags/dns/index.html')).toContain('Ah');
    expect(existsSync(join(root, 'dist/tags/netz'))).toBe(false);
    expect(read('de/posts/2025/index.html')).toContain('Be');
    expect(existsSync(join(root, 'dist/posts/2025'))).toBe(false);
    expect(read('de/posts/feed.xml')).toContain('xml:lang="de"');
    expect(read('de/tags/dns/feed.xml')).toContain('xml:lang="de"');
    expect(read('posts/feed.xml')).not.toContain('Ah');
  });
});

test('a menu of a language leads to its own pages, and is told where it does not', async () => {
  const root = makeSite({
    ...config(
      "site: { navigation: [{ label: 'A', link: '/docs/a/' }, { label: 'P', link: '/posts/' }] }, locales: { en: {}, de: {}, fr: { navigation: [{ label: 'R', link: '/fr/rien/' }] } }",
    ),
    'content/docs/a.md': '# A\n',
    'content/posts/2026-01-02-a.md': '# A\n',
  });
  const { said } = await built(root);
  expect(said.filter((one) => !one.includes('site-url'))).toEqual([
    expect.stringContaining('`locales.fr.navigation` links "R" to `/fr/rien/`'),
  ]);
  write(root, { 'content/fr/rien.md': '# Rien\n' });
  const { read } = await built(root);
  expect(read('de/docs/a/index.html')).toContain('<li><a href="/de/docs/a/" aria-current="page">A');
  expect(read('de/docs/a/index.html')).toContain('<li><a href="/posts/">P');
  expect(read('fr/docs/a/index.html')).toContain('<li><a href="/fr/rien/">R');
});

describe('a site in one language', () => {
  test('has files with dots in their names, and folders that look like languages', async () => {
    const root = makeSite({ 'content/docs/a.de.md': '# A\n', 'content/de/b.md': '# B\n' });
    const { read, said } = await built(root);
    expect(said).toEqual([]);
    expect(read('docs/a.de/index.html')).toContain('<html lang="en">');
    expect(read('de/b/index.html')).not.toContain('class="menu"');
  });

  test('is spoken to in it, as it wants', async () => {
    const root = makeSite({
      ...config(
        "site: { language: 'fr-CA', dates: 'long', words: { onThisPage: 'Ici', next: '<b>Allons</b>' } }",
      ),
      'content/docs/a.md': '---\ndate: 2026-02-01\n---\n\n# A\n\n## B\n\n## C\n',
      'content/docs/b.md': '# B\n',
    });
    const { read, said } = await built(root);
    expect(said).toEqual([]);
    const html = read('docs/a/index.html');
    expect(html).toContain('<html lang="fr-CA">');
    expect(html).toContain('<summary>Ici</summary>');
    expect(html).toContain('>1 février 2026</time>');
    expect(html).toContain('&lt;b&gt;Allons&lt;/b&gt;');
  });

  test('is told of phrases that nobody says', async () => {
    const root = makeSite({
      ...config(
        "site: { words: { hmoe: 'x', pageOf: '{page} / {total}' } }, locales: { en: { words: { nope: 'x' } } }",
      ),
    });
    expect((await built(root)).said).toEqual([
      'rutter.config.mjs:1:35 warning theme-phrase `site.words.hmoe` is no phrase of the theme (did you mean `home`?)',
      'rutter.config.mjs:1:46 warning theme-phrase `site.words.pageOf` has the hole `{total}`, which nothing fills (the theme says "Page {page} of {pages}")',
      expect.stringContaining('`locales.en.words.nope` is no phrase of the theme'),
    ]);
  });

  test('that is written from right to left says so', async () => {
    const root = makeSite({ ...config("site: { language: 'he' }") });
    expect((await built(root)).read('about/index.html')).toContain('<html lang="he" dir="rtl">');
  });
});

describe('versions', () => {
  const versions = config(
    "site: { url: 'https://h.example' }, versions: { docs: { v2: { folder: '.' }, v1: { label: '<1>' } } }",
  );

  test('the latest may lie in the folder of the collection itself', async () => {
    const root = makeSite({
      ...versions,
      'content/docs/a.md': '# A\n\n[old](v1/a.md)\n',
      'content/docs/v1/a.md': '# A\n\n[b](b.md) [new](../a.md)\n',
      'content/docs/v1/b.md': '# B\n',
    });
    const { read, said } = await built(root);
    expect(said).toEqual([]);
    expect(read('docs/a/index.html')).not.toContain('class="notice"');
    const old = read('docs/v1/a/index.html');
    expect(textOf(old)).toContain(
      'This page is about &lt;1&gt;, which is not the latest. Read it for v2',
    );
    expect(old).toContain('<link rel="canonical" href="https://h.example/docs/a/">');
    expect(old).toContain('<a href="/docs/v1/b/">b</a>');
    expect(old).toContain('<a href="/docs/a/">new</a>');
    expect(textOf(read('docs/v1/b/index.html'))).toContain('Go to v2');
    expect(read('sitemap.xml')).not.toContain('/docs/v1/a/');
    expect(read('sitemap.xml')).toContain('/docs/v1/b/');
  });

  test('stand in each language', async () => {
    const root = makeSite({
      ...config('locales: { en: {}, de: {} }, versions: { docs: { v2: {}, v1: {} } }'),
      'content/docs/v2/a.md': '# A2\n',
      'content/docs/v1/a.md': '# A1\n',
      'content/docs/v1/a.de.md': '# Ah1\n',
    });
    const { read, said } = await built(root);
    expect(said).toEqual([]);
    const old = read('de/docs/v1/a/index.html');
    expect(old).toContain('<a href="/de/docs/a/">v2');
    expect(old).toContain('<a href="/docs/v1/a/" hreflang="en"');
    expect(textOf(old)).toContain('Diese Seite beschreibt v1');
    expect(textOf(read('de/docs/a/index.html'))).toContain('noch nicht übersetzt');
  });
});

describe('the configuration', () => {
  test.each([
    ['versions: { dosc: { v1: {} } }', '`versions.dosc` is not a known key (did you mean `docs`?)'],
    [
      "versions: { docs: { v2: { status: 'latest' }, v1: { status: 'latest' } } }",
      '`versions.docs.v1.status` is `latest`, as is that of another version',
    ],
    [
      "versions: { docs: { v1: { status: 'old' } } }",
      '`versions.docs` has no version that is `latest`',
    ],
    [
      "versions: { docs: { v2: { folder: 'v1' }, v1: {} } }",
      '`versions.docs.v1` has the folder of another version',
    ],
    ["versions: { docs: { 'a/b': {} } }", '`versions.docs.a/b` must be named with letters, digits'],
    ['locales: { en: {}, deutsch_: {} }', '`locales.deutsch_` must be named with a language tag'],
    [
      "site: { language: 'fr' }, locales: { en: {}, de: {} }",
      '`site.language` is no language of `locales` (en, de)',
    ],
    ["locales: { en: {}, de: { prefix: '/' } }", '`locales.de.prefix` is that of another language'],
    [
      'locales: { en: {}, de: { collections: { post: {} } } }',
      '`locales.de.collections.post` is not a known key (did you mean `posts`?)',
    ],
    ["site: { words: { next: { one: 'x' } } }", '`site.words.next` must be text, or its forms'],
    ["site: { dates: 'short' }", '`site.dates` must be "iso" or "long"'],
  ])('%s', async (keys, message) => {
    const root = makeSite(config(keys));
    const error = await loadConfig({ root }).then(
      () => [],
      (failure: { diagnostics: Parameters<typeof told>[0] }) => told(failure.diagnostics),
    );
    expect(error.join('\n')).toContain(message);
    expect(error.join('\n')).toMatch(/^rutter\.config\.mjs:1:\d+ error config-/m);
  });
});

test('a build after edits in one language equals one from nothing', async () => {
  const root = makeSite({
    ...two,
    'content/index.md': '# Home\n',
    'content/docs/a.md': '# A\n\n[b](b.md#x)\n',
    'content/docs/b.md': '# B\n\n## X\n',
    'content/docs/b.de.md': '# Be\n\n## X\n',
    'content/runbooks/r.md': '# R\n\n```sh\ntrue\n```\n',
  });
  const builder = createBuilder(await loadConfig({ root }));
  const files = async () => {
    await builder.build({ now });
    return textsOf(join(root, 'dist'));
  };
  const fresh = async () => {
    rmSync(join(root, '.rutter'), { recursive: true, force: true });
    rmSync(join(root, 'dist'), { recursive: true, force: true });
    await createBuilder(await loadConfig({ root })).build({ now });
    return textsOf(join(root, 'dist'));
  };
  await files();
  const edits: readonly (() => void)[] = [
    () => write(root, { 'content/docs/a.de.md': '# Ah\n' }),
    () => write(root, { 'content/docs/b.md': '# B, anew\n\n## X\n' }),
    () => rmSync(join(root, 'content/docs/b.de.md')),
    () => write(root, { 'content/runbooks/r.md': '# R2\n\n```sh\nfalse\n```\n' }),
    () => renameSync(join(root, 'content/docs/a.de.md'), join(root, 'content/docs/c.de.md')),
    () => write(root, { 'content/docs/c.md': '# C\n' }),
    () => rmSync(join(root, 'content/docs/a.md')),
  ];
  for (const [at, edit] of edits.entries()) {
    edit();
    const after = await files();
    expect([at, after]).toEqual([at, await fresh()]);
    await builder.build({ now });
  }
});
