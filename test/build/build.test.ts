import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build, createBuilder } from '../../src/build.ts';
import { buildSite, configOf, makeSite, now, sites, textsOf, told, write } from './mini-site.ts';

test('with any error nothing is published, and every error is told at once', async () => {
  const root = makeSite({ 'content/a.md': '# A\n' });
  const { ok, outDir } = await buildSite(root);
  expect(ok).toBe(true);
  const before = textsOf(outDir);
  write(root, {
    'content/a.md': '# A is new\n\n[x](x.md)\n\n![y](y.png)\n',
    'content/b.md': '---\ntags: 3\n---\n',
    'content/c.md': '---\ntitle: [\n---\n',
    'content/posts/p.md': '---\ndate: 2026-13-01\n---\n',
  });
  const failed = await buildSite(root);
  expect(failed).toMatchObject({ ok: false, written: [], removed: [] });
  const files = failed.diagnostics.filter((one) => one.severity === 'error').map((one) => one.file);
  expect(new Set(files)).toEqual(
    new Set(['content/a.md', 'content/b.md', 'content/c.md', 'content/posts/p.md']),
  );
  expect(textsOf(outDir)).toEqual(before);
});

test('warnings do not stop a build, but with strict they do', async () => {
  const root = makeSite({ 'content/posts/undated.md': '# Undated\n' });
  const builder = createBuilder(await configOf(root));
  const strict = await builder.build({ now, strict: true });
  expect(strict.ok).toBe(false);
  expect(existsSync(join(root, 'dist'))).toBe(false);
  const { ok, diagnostics } = await builder.build({ now });
  expect(ok).toBe(true);
  expect(diagnostics.map(({ severity }) => severity)).toContain('warning');
});

test('a page may be linked by the anchor of its title, as on a code host', async () => {
  const root = makeSite({
    'content/a.md': '# The title\n\n[b](b.md#the-title-of-b) [me](#the-title)\n',
    'content/b.md': '---\ntitle: B\n---\n# The title of B\n',
  });
  const config = { ...(await configOf(root)), theme: 'default' };
  expect(told((await createBuilder(config).build({ now })).diagnostics)).toEqual([]);
  const html = (page: string) => readFileSync(join(root, 'dist', page, 'index.html'), 'utf8');
  expect(html('a')).toContain('<h1 id="the-title">The title</h1>');
  expect(html('b')).toContain('<h1 id="the-title-of-b">B</h1>');
});

test('an excerpt links to places in its page, and a dated file name is no title', async () => {
  const root = makeSite({ 'content/posts/2026-01-02-hi.md': 'See [below](#x).\n\n## X\n' });
  const config = { ...(await configOf(root)), theme: 'default' };
  await createBuilder(config).build({ now });
  const list = readFileSync(join(root, 'dist/posts/index.html'), 'utf8');
  expect(list).toContain('<a href="/posts/hi/#x">below</a>');
  expect(list).toContain('<a href="/posts/hi/">Hi</a>');
});

test('a broken link is answered with a name that is like it, not with any near in the folder', async () => {
  const root = makeSite({
    'content/docs/setup.md': '# S\n',
    'content/other/index.md': '# I\n',
    'content/docs/index.md':
      '[a](stup.md) [b](missing.md) [c](../othr/index.md) [d](zzz.md) ![e](setpu.png)\n',
  });
  const { diagnostics } = await buildSite(root);
  expect(
    diagnostics.filter(({ file }) => file === 'content/docs/index.md').map((one) => one.hint),
  ).toEqual([
    'did you mean `setup.md`',
    undefined,
    'did you mean `../other/index.md`',
    undefined,
    undefined,
  ]);
});

test('a check says the same and writes nothing', async () => {
  const root = makeSite({ 'content/a.md': '[x](x.md)\n' });
  const builder = createBuilder(await configOf(root));
  const checked = await builder.check({ now });
  expect(checked).toMatchObject({ ok: false, pages: 2 });
  expect(told(checked.diagnostics)).toEqual(told((await builder.build({ now })).diagnostics));
  expect(existsSync(join(root, 'dist'))).toBe(false);
});

test('a page of the future waits for its day, by SOURCE_DATE_EPOCH as well', async () => {
  const root = makeSite({ 'content/posts/p.md': '---\ndate: 2026-03-01\n---\n# P\n' });
  const builder = createBuilder(await configOf(root));
  const published = async (day: string) =>
    Object.keys((await builder.build({ now: Date.parse(day) })).manifest?.files ?? {});
  expect(await published('2026-02-28')).not.toContain('posts/p/index.html');
  expect(await published('2026-03-01')).toContain('posts/p/index.html');
  process.env.SOURCE_DATE_EPOCH = '100';
  try {
    expect((await builder.build()).removed).toContain('posts/p/index.html');
    process.env.SOURCE_DATE_EPOCH = 'yesterday';
    expect((await builder.build()).diagnostics[0]?.code).toBe('build-clock');
  } finally {
    delete process.env.SOURCE_DATE_EPOCH;
  }
});

test('a page is there from its publishDate until its expiryDate', async () => {
  const root = makeSite({
    'content/p.md': '---\npublishDate: 2026-03-01\nexpiryDate: 2026-04-01\n---\n# P\n',
    'content/a.md': '[p](p.md)\n',
  });
  const config = await configOf(root);
  const builder = createBuilder(config);
  const build = async (day: string) => {
    const { manifest, diagnostics } = await builder.build({ now: Date.parse(day) });
    return { has: manifest?.files['p/index.html'] !== undefined, told: told(diagnostics) };
  };
  const notYet = await build('2026-02-28T23:59:59Z');
  expect(notYet.told[0]).toContain('it is dated in the future');
  expect(await build('2026-03-01')).toEqual({ has: true, told: [] });
  expect(await build('2026-03-31T23:59:59Z')).toEqual({ has: true, told: [] });
  const over = await build('2026-04-01');
  expect(over.told[0]).toContain('its `expiryDate` has come');
  expect(await build('2026-03-02')).toEqual({ has: true, told: [] });
  const all = { ...config, include: { drafts: false, future: true, expired: true } };
  for (const day of ['2020-01-01', '2030-01-01']) {
    const { ok } = await createBuilder(all).build({ now: Date.parse(day) });
    expect(ok).toBe(true);
  }
});

test('an unlisted page is at its URL, and nothing leads there but who links to it', async () => {
  const unlisted = '---\ntitle: Hidden\ndate: 2026-01-01\ntags: [t]\nunlisted: true\n---\nIt.\n';
  const root = makeSite({
    'rutter.config.js': 'export default { site: { url: "https://example.org" } };',
    'content/posts/seen.md': '---\ntitle: Seen\ndate: 2026-01-01\n---\nIt.\n',
    'content/posts/hidden.md': unlisted,
    'content/docs/index.md': '# Docs\n',
    'content/docs/hidden.md': unlisted,
    'content/docs/seen.md': '# Seen\n',
    'content/hidden.md': unlisted,
  });
  const { outDir, ok } = await buildSite(root);
  expect(ok).toBe(true);
  const texts = Object.entries(textsOf(outDir));
  const places = ['posts/hidden', 'docs/hidden', 'hidden'].map((one) => `${one}/index.html`);
  for (const place of places) expect(texts.map(([path]) => path)).toContain(place);
  const leading = texts.filter(
    ([path, text]) => text.includes('idden') && !/(^|\/)hidden\//.test(path),
  );
  expect(leading.map(([path]) => path)).toEqual(['.rutter-manifest.json']);
});

test('a public folder is copied, but not out of itself', async () => {
  const root = makeSite({ 'public/a/b.txt': 'b', 'secret.txt': 's' });
  symlinkSync('a/b.txt', join(root, 'public/inside.txt'));
  const { ok, outDir } = await buildSite(root);
  expect(ok).toBe(true);
  expect(readFileSync(join(outDir, 'inside.txt'), 'utf8')).toBe('b');
  symlinkSync('../secret.txt', join(root, 'public/outside.txt'));
  const { diagnostics } = await buildSite(root);
  expect(told(diagnostics)).toEqual([
    'public/outside.txt error output-unreadable `public/outside.txt` is not published: it is a symbolic link that leaves the folder',
  ]);
});

test('a theme that fails leaves the old site', async () => {
  const root = makeSite({
    'theme.mjs': `export const theme = { name: 'x', assets: async () => [], render: (view) => {
      if (view.kind === 'not-found') throw new Error('out of ideas');
      return view.url;
    } };`,
  });
  await buildSite(root);
  const config = await configOf(root, './theme.mjs');
  const before = textsOf(config.outDir);
  const failed = await createBuilder(config).build({ now });
  expect(failed.ok).toBe(false);
  expect(failed.diagnostics[0]?.message).toContain('out of ideas');
  expect(textsOf(config.outDir)).toEqual(before);
});

test('the default theme builds a whole site, and its own links hold', async () => {
  const root = makeSite();
  cpSync(join(sites, 'whole'), root, { recursive: true });
  const { ok, manifest } = await build({ root, now });
  expect(ok).toBe(true);
  const { files } = manifest ?? { files: {} };
  for (const [path, html] of Object.entries(textsOf(join(root, 'dist')))) {
    if (!path.endsWith('.html')) continue;
    for (const [, url = ''] of html.matchAll(/(?:href|src)="(\/handbook\/[^"#?]*)/g)) {
      const below = decodeURIComponent(url.slice('/handbook/'.length));
      const file = below === '' || below.endsWith('/') ? `${below}index.html` : below;
      expect(Object.keys(files), `${path} links to ${url}`).toContain(file);
    }
  }
});

test('two builds are the same bytes whatever the machine', () => {
  const build = (name: string, mask: string, env: Record<string, string>) => {
    const root = makeSite();
    cpSync(join(sites, 'whole'), join(root, name), { recursive: true });
    const script = join(import.meta.dirname, 'run-build.ts');
    const shell = `umask ${mask} && exec "$0" --import jiti/register "$1" "$2"`;
    const run = spawnSync('sh', ['-c', shell, process.execPath, script, join(root, name)], {
      cwd: join(import.meta.dirname, '../..'),
      env: { PATH: process.env.PATH, SOURCE_DATE_EPOCH: String(now / 1000), ...env },
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    const modes = execFileSync('find', ['.', '-printf', '%m %p\n'], {
      cwd: join(root, name, 'dist'),
      encoding: 'utf8',
    });
    return { texts: textsOf(join(root, name, 'dist')), modes: modes.split('\n').sort() };
  };
  const one = build('a', '022', { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' });
  const other = build('another folder', '077', {
    TZ: 'Pacific/Kiritimati',
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    HOME: '/nonexistent',
    FAKE_NOW: '86400000',
  });
  expect(other).toEqual(one);
  expect(Object.keys(one.texts).length).toBeGreaterThan(20);
}, 60_000);

test('folders that are no site of ours are refused before anything is drawn', async () => {
  const root = makeSite();
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist/precious'), 'x');
  const { ok, diagnostics } = await buildSite(root);
  expect(ok).toBe(false);
  expect(diagnostics.at(-1)?.code).toBe('output-not-ours');
});
