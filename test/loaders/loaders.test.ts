import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { loadPages } from '../../src/loaders/load-pages.ts';
import type { LoadEntries } from '../../src/model/loader.ts';
import { configOf, makeSite, now, told, write } from '../build/mini-site.ts';
import { run } from '../cli/rutter.ts';

const configText = (loader: string) =>
  `export default { collections: { recipes: { kind: 'doc', loader: ${loader} } } };\n`;

async function site(loader: string, files: Readonly<Record<string, string>> = {}) {
  const root = makeSite({ 'rutter.config.mjs': configText(loader), ...files });
  const builder = createBuilder(await configOf(root));
  return {
    root,
    async build(options: { readonly offline?: boolean } = {}) {
      const { diagnostics, ...built } = await builder.build({ now, ...options });
      return { ...built, told: told(diagnostics) };
    },
    read: (path: string) => readFileSync(join(root, path), 'utf8'),
  };
}

test('entries are pages like all others', async () => {
  const { build, root, read } = await site(
    `async function* ({ data, readFile, collection }) {
      for (const { name } of data('fish')) yield { id: 'sea/' + name, frontmatter: { title: name, tags: [collection], date: new Date(0), none: undefined }, body: readFile('data/' + name + '.md') };
      yield { id: 'index', body: '# Recipes\\n\\n[local](local.md)' };
    }`,
    {
      'data/fish.yml': '- name: cod\n- name: eel\n',
      'data/cod.md': '[eel](eel.md) [about](/about.md)\n',
      'data/eel.md': 'text\n',
      'content/recipes/local.md': '[cod](sea/cod.md)\n',
      'content/recipes/_meta.yml': 'cascade: {toc: false}\nitems: [sea]\n',
      'theme.mjs': '',
    },
  );
  const first = await build();
  expect(first.told).toEqual([]);
  expect(Object.keys(first.manifest?.files ?? {})).toEqual(
    expect.arrayContaining([
      'recipes/sea/cod/index.html',
      'recipes/index.html',
      'tags/recipes/index.html',
    ]),
  );
  expect(read('.rutter/loaded/recipes/sea/cod.md')).toBe(
    '---json\n{\n  "title": "cod",\n  "tags": [\n    "recipes"\n  ],\n  "date": "1970-01-01T00:00:00Z"\n}\n---\n\n[eel](eel.md) [about](/about.md)\n',
  );
  const stamp = statSync(join(root, '.rutter/loaded/recipes/sea/cod.md')).mtimeMs;
  write(root, { 'data/fish.yml': '- name: cod\n', 'content/recipes/local.md': 'x\n' });
  write(root, { 'data/cod.md': 'alone\n' });
  const second = await build();
  expect(second.told).toEqual([]);
  expect(second.removed).toContain('recipes/sea/eel/index.html');
  expect(existsSync(join(root, '.rutter/loaded/recipes/sea/eel.md'))).toBe(false);
  write(root, { 'data/fish.yml': '- name: cod # again\n' });
  await build();
  expect(statSync(join(root, '.rutter/loaded/recipes/sea/cod.md')).mtimeMs).toBeGreaterThan(stamp);
});

test('a mistake in what a loader gives is told in the page that it became', async () => {
  const { build } = await site(
    "() => [{ id: 'a', frontmatter: { title: 3 }, body: '[x](nowhere.md)' }]",
  );
  const { told, ok } = await build();
  expect(ok).toBe(false);
  expect(told).toEqual([
    expect.stringMatching(
      /^\.rutter\/loaded\/recipes\/a\.md:3:3 error frontmatter-invalid `title` must be text/,
    ),
    expect.stringMatching(/^\.rutter\/loaded\/recipes\/a\.md:7:1 error link-broken/),
  ]);
});

test('what cannot be written is told', async () => {
  const { build, root } = await site("() => [{ id: 'a' }]");
  write(root, { '.rutter/loaded': 'a file' });
  const { ok, told } = await build();
  expect(ok).toBe(false);
  expect(told[0]).toContain('error loader-failed what loaders have given cannot be written (E');
});

test('an entry and a file of one name are told of', async () => {
  const { build } = await site("() => [{ id: 'a' }]", { 'content/recipes/a.md': '# A\n' });
  expect((await build()).told).toEqual([
    'content/recipes/a.md error content-twice the file is the same page as `.rutter/loaded/recipes/a.md` (keep one of them)',
  ]);
});

test.each([
  ['() => 3', 'gave the number 3, and no list of entries'],
  ["() => [{ id: '../a' }]", 'gave the text "../a" as the id of entry 0'],
  ["() => [{ id: '/etc/a' }]", 'as the id of entry 0'],
  ["() => [{ id: 'a/.git/b' }]", 'as the id of entry 0'],
  ["() => [{ id: 'a\\u0000' }]", 'as the id of entry 0'],
  ["() => [{ id: '' }]", 'as the id of entry 0'],
  ["() => [{ id: 'a' }, { id: 'A' }]", 'gave two entries with the id `A`'],
  ["() => [{ id: 'a', text: 'x' }]", 'gave the entry `a` a key `text`, which means nothing'],
  ["() => [{ id: 'a', body: 3 }]", 'gave the entry `a` a body that is the number 3'],
  [
    "() => [{ id: 'a', frontmatter: { x: () => 1 } }]",
    'gave the entry `a` front matter that is no plain data',
  ],
  ['() => [null]', 'gave nothing (null) as entry 0'],
  ["() => { throw new Error('no\\nmore') }", 'failed: no'],
  ["async () => { throw 'text' }", 'failed: text'],
  ["({ data }) => data('none')", 'failed: there is no data file `none` in `data`'],
  ["({ readFile }) => readFile('../../etc/passwd')", 'cannot be read (outside)'],
  ['{ load: () => new Promise(() => {}), timeout: "20ms" }', 'did not end within 20 ms'],
])('%s is told, and nothing is published', async (loader, message) => {
  const { build } = await site(loader);
  const { ok, told } = await build();
  expect(ok).toBe(false);
  expect(told[0]).toContain(
    `rutter.config.mjs error loader-failed the loader of \`recipes\` ${''}`,
  );
  expect(told[0]).toContain(message);
});

test.each([
  ['3', '`collections.recipes.loader` must be a function that gives entries, found the number 3'],
  ["{ load: () => [], maxAge: 'long' }", '`collections.recipes.loader.maxAge` must be a duration'],
  ['{ load: () => [], max: 1 }', '`collections.recipes.loader.max` is not a known key'],
])('the configuration %s is refused', async (loader, message) => {
  await expect(site(loader)).rejects.toThrow(message);
});

describe('entries that are kept', () => {
  async function kept(more: { readonly maxAgeMs?: number; readonly lock?: boolean }) {
    const root = makeSite();
    const config = await loadConfig({ root });
    let [calls, fails] = [0, false];
    const load: LoadEntries = () => {
      calls += 1;
      if (fails) throw new Error('down');
      return [{ id: `call-${calls}` }];
    };
    const loader = { load, timeoutMs: 1000, lock: false, ...more };
    const [pages] = config.collections;
    if (pages === undefined) throw new Error('no collection');
    const collections = [{ ...pages, name: 'things', folder: 'things', loader }];
    return {
      root,
      fail: () => {
        fails = true;
      },
      async load(now: number, offline = false) {
        const diagnostics = await loadPages({ ...config, collections }, { now, offline });
        const folder = join(root, '.rutter/loaded/things');
        return {
          pages: existsSync(folder) ? readdirSync(folder) : [],
          told: diagnostics.map(({ severity, code }) => `${severity} ${code}`),
        };
      },
    };
  }

  test('hold for their time, and without a network', async () => {
    const { load, fail } = await kept({ maxAgeMs: 1000 });
    expect(await load(0, true)).toEqual({ pages: [], told: ['error loader-missing'] });
    expect(await load(5000)).toEqual({ pages: ['call-1.md'], told: [] });
    expect(await load(5999)).toEqual({ pages: ['call-1.md'], told: [] });
    expect(await load(9000, true)).toEqual({ pages: ['call-1.md'], told: [] });
    expect(await load(6000)).toEqual({ pages: ['call-2.md'], told: [] });
    // A clock that was set back makes nothing younger.
    expect(await load(100)).toEqual({ pages: ['call-3.md'], told: [] });
    fail();
    expect(await load(9000)).toEqual({ pages: ['call-3.md'], told: ['warning loader-failed'] });
  });

  test('are not believed where their file was damaged', async () => {
    const { load, root } = await kept({ maxAgeMs: 1000 });
    await load(0);
    for (const text of ['', '{', '{"loadedAt": 0}', '{"loadedAt":0,"entries":[{"id":"../x"}]}']) {
      write(root, { '.rutter/entries/things.json': text });
      expect((await load(1)).pages).toEqual([expect.stringMatching(/^call-\d\.md$/)]);
    }
    expect((await load(2)).pages).toEqual(['call-5.md']);
  });

  test('lie in the site where they are locked, and only `load` writes them', async () => {
    const { load, root } = await kept({ lock: true });
    expect(await load(0)).toEqual({ pages: [], told: ['error loader-missing'] });
    write(root, { 'loaded/things.json': '{"entries": [{"id": "b"}, {"id": "a", "body": "x"}]}' });
    expect(await load(0)).toEqual({ pages: ['a.md', 'b.md'], told: [] });
    rmSync(join(root, 'loaded'), { recursive: true });
    expect((await load(0)).told).toEqual(['error loader-missing']);
  });
});

test('`rutter load` writes the lock, and a build takes it', async () => {
  const root = makeSite({
    'rutter.config.mjs': configText(
      "{ lock: true, load: () => [{ id: 'b', frontmatter: { z: 1, a: 2 } }, { id: 'a' }] }",
    ),
  });
  const loaded = await run(['load'], { cwd: root });
  expect([loaded.stderr, loaded.status, loaded.stdout]).toEqual([
    '',
    0,
    'loaded recipes: 2 pages\n',
  ]);
  expect(readFileSync(join(root, 'loaded/recipes.json'), 'utf8')).toBe(
    '{\n  "entries": [\n    {\n      "body": "",\n      "frontmatter": {},\n      "id": "a"\n    },\n    {\n      "body": "",\n      "frontmatter": {\n        "a": 2,\n        "z": 1\n      },\n      "id": "b"\n    }\n  ]\n}\n',
  );
  const wrong = await run(['load', 'recipe'], { cwd: root });
  expect([wrong.status, wrong.stderr]).toEqual([
    2,
    expect.stringContaining('did you mean `recipes`?'),
  ]);
  const built = await run(['build', '--offline', '--json'], { cwd: root });
  expect(JSON.parse(built.stdout)).toMatchObject({ ok: true, pages: 3 });
});
