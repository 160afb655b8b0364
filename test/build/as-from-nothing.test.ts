import { readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type BuildOptions, createBuilder } from '../../src/build.ts';
import { openMemory } from '../../src/memory/build-memory.ts';
import type { Config } from '../../src/model/config.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { MadeArticle } from '../../src/site/articles.ts';
import { configOf, makeSite, now, textsOf, told, write } from './mini-site.ts';

/** Builds with what earlier builds have left, and from nothing: what was said, and what stands. */
async function both(config: Config, options: BuildOptions = {}) {
  const build = async (config: Config) => {
    const { ok, diagnostics } = await createBuilder(config).build({ now, ...options });
    return { ok, told: told(diagnostics), texts: ok ? textsOf(config.outDir) : {} };
  };
  const again = await build(config);
  const elsewhere = { outDir: `${config.outDir}-2`, stateDir: `${config.stateDir}-2` };
  for (const folder of Object.values(elsewhere)) rmSync(folder, { recursive: true, force: true });
  return { again, afresh: await build({ ...config, ...elsewhere }) };
}

/** As if all had been written long ago, so that stamps tell. */
function age(root: string): void {
  for (const name of readdirSync(join(root, 'content'), { recursive: true, encoding: 'utf8' })) {
    utimesSync(join(root, 'content', name), 1e9, 1e9);
  }
}

test('what was published since is seen, although nothing differs from the build before', async () => {
  const root = makeSite({ 'content/a.md': '# A\n' });
  const config = await configOf(root, 'default');
  age(root);
  await createBuilder(config).build({ now });
  // Just written: that build leaves no digest of its inputs.
  write(root, { 'content/b.md': '# B\n' });
  await createBuilder(config).build({ now });
  rmSync(join(root, 'content/b.md'));
  const { again, afresh } = await both(config);
  expect(again).toEqual(afresh);
  expect(Object.keys(again.texts)).not.toContain('b/index.html');
});

test('a file with other bytes and the old size and time is read', async () => {
  const root = makeSite({ 'content/a.md': '# One\n\n![p](p.png)\n', 'content/p.png': 'ONE' });
  const config = await configOf(root, 'default');
  age(root);
  await createBuilder(config).build({ now });
  write(root, { 'content/a.md': '# Two\n\n![p](p.png)\n', 'content/p.png': 'TWO' });
  age(root);
  const { again, afresh } = await both(config);
  expect(again).toEqual(afresh);
  expect(again.texts['p.png']).toBe('TWO');
});

test('a picture that moves from beside the page to the public folder keeps its URL', async () => {
  const root = makeSite({ 'content/index.md': '# I\n\n![p](p.png)\n', 'content/p.png': 'PNG' });
  const config = await configOf(root, 'default');
  await createBuilder(config).build({ now });
  write(root, { 'public/p.png': 'PNG' });
  rmSync(join(root, 'content/p.png'));
  const moved = await both(config);
  expect(moved.again).toEqual(moved.afresh);
  expect(moved.again.ok).toBe(true);
  rmSync(join(root, 'public/p.png'));
  const gone = await both(config);
  expect(gone.again).toEqual(gone.afresh);
});

test('a smaller limit holds for pages that have not changed', async () => {
  const root = makeSite({ 'content/a.md': `# A\n\n${'x'.repeat(2000)}\n` });
  const config = await configOf(root, 'default');
  age(root);
  await createBuilder(config).build({ now });
  const limits = { ...config.markdown.limits, pageBytes: 1000 };
  const { again, afresh } = await both({ ...config, markdown: { ...config.markdown, limits } });
  expect(again).toEqual(afresh);
  expect(again.ok).toBe(false);
});

test('options of a plugin may be of any kind', async () => {
  const config = await configOf(makeSite(), 'default');
  const says = (options: { what: RegExp; count: bigint }) => (tree: { children: object[] }) => {
    const value = `${options.what} ${options.count}`;
    tree.children.push({ type: 'paragraph', children: [{ type: 'text', value }] });
  };
  const withOptions = (what: RegExp): Config => ({
    ...config,
    markdown: { ...config.markdown, remarkPlugins: [[says, { what, count: 1n }]] as never },
  });
  await createBuilder(withOptions(/one/)).build({ now });
  const { again, afresh } = await both(withOptions(/two/));
  expect(again).toEqual(afresh);
  expect(again.texts['about/index.html']).toContain('/two/ 1');
});

test('a theme may keep what it has read of the site, and catch what is thrown', async () => {
  const theme = `
    let titles;
    const lists = new WeakMap();
    const textOf = (page) => { try { return page.body.join(''); } catch { return 'nothing'; } };
    export const theme = { name: 't', assets: async () => [], render(view, site) {
      titles ??= site.pages.map((page) => page.title).join();
      if (!lists.has(site)) lists.set(site, site.tags.map((tag) => tag.name).join());
      return view.title + titles + lists.get(site) + (view.kind === 'page' ? textOf(view.page) : '');
    } };`;
  const names = ['a', 'b', 'c'];
  const files = names.map((name) => [`content/${name}.md`, `# ${name}\n\nText of ${name}.\n`]);
  const root = makeSite({ 'theme.mjs': theme, ...Object.fromEntries(files) });
  const config = await configOf(root, './theme.mjs');
  await createBuilder(config).build({ now });
  write(root, { 'content/b.md': '---\ntags: [new]\n---\n# Another\n' });
  const edited = await both(config);
  expect(edited.again).toEqual(edited.afresh);
  for (const folder of readdirSync(config.stateDir).filter((name) => /^build-/.test(name))) {
    for (const name of readdirSync(join(config.stateDir, folder))) {
      if (name.endsWith('.pack')) rmSync(join(config.stateDir, folder, name));
    }
  }
  write(root, { 'content/c.md': '# Yet another\n' });
  const lost = await both(config);
  expect(lost.again).toEqual(lost.afresh);
  expect(lost.again.texts['a/index.html']).toContain('Text of a');
});

test('a page that took too long is tried again', async () => {
  const config = await configOf(makeSite(), 'default');
  const memory = openMemory(config);
  const code = memory.code();
  const known = memory.recall(code, { force: false });
  const made = (code: Diagnostic['code']): MadeArticle => {
    const article = { diagnostics: [{ code }], text: {}, assets: [] };
    return { key: '', digest: '', article: article as unknown as MadeArticle['article'] };
  };
  const byId = new Map([
    ['slow', made('markdown-too-slow')],
    ['large', made('markdown-too-large')],
  ]);
  memory.save({ known, read: { entries: new Map() }, articles: { byId } });
  const next = openMemory(config).recall(code, { force: false });
  expect([next.article('slow'), next.article('large')]).toEqual([undefined, byId.get('large')]);
});

/** One that no JSON can be made of, and whose values are of a class. */
const circular: Record<string, unknown> = {
  version: 1,
  vendor: 'test',
  validate: (value: { link?: string }) => ({ value: { link: new URL(`${value.link}`) } }),
};
circular.self = circular;

test('a schema may be of any kind and make anything, in any number of threads', async () => {
  const theme = `export const theme = {
    name: 't', assets: async () => [],
    render: (view, site) => view.kind === 'page'
      ? view.page.frontmatter.extra.link.host + Object.keys(view.collection.config).join()
      : JSON.stringify(site.collections),
  };`;
  const files = Array.from({ length: 4 }, (_, at) => [
    `content/posts/p${at}.md`,
    `---\ntitle: P\ndate: 2026-01-01\nlink: 'https://host-${at}.example/'\n---\n\nText.\n`,
  ]);
  const root = makeSite({ 'theme.mjs': theme, ...Object.fromEntries(files) });
  rmSync(join(root, 'content/about.md'));
  const { collections, ...config } = await configOf(root, './theme.mjs');
  const schema = { '~standard': circular } as never;
  const checked = { ...config, collections: collections.map((one) => ({ ...one, schema })) };
  const alone = await both(checked, { jobs: 1 });
  expect(alone.again).toEqual(alone.afresh);
  expect(alone.again.texts['posts/p1/index.html']).toContain('host-1.example');
  expect((await both(checked, { jobs: 2, force: true })).again).toEqual(alone.again);
});

test('a theme that fails in a thread is told of, and leaves nothing', {
  timeout: 60_000,
}, async () => {
  const theme = `export const theme = {
    name: 't', assets: async () => [],
    render: (view) => { if (/p49/.test(view.url)) throw new Error('no'); return view.url; },
  };`;
  const files = Array.from({ length: 300 }, (_, at) => [`content/docs/p${at}.md`, `# P${at}\n`]);
  const root = makeSite({ 'theme.mjs': theme, ...Object.fromEntries(files) });
  const config = await configOf(root, './theme.mjs');
  const result = await createBuilder(config).build({ now, jobs: 3 });
  expect(told(result.diagnostics).join()).toContain('failed at /docs/p49/: no');
  expect(readdirSync(config.stateDir).filter((name) => !name.startsWith('build-'))).toEqual([]);
});
