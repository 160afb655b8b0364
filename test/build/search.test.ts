import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { type BuildResult, createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { BuildOptions } from '../../src/model/build.ts';
import { makeSite, now, plainTheme, textsOf, told, write } from './mini-site.ts';

afterEach(() => vi.unstubAllEnvs());

/** With a search, and the theme of these tests: the index is of no theme. */
async function built(root: string, options: BuildOptions = {}): Promise<BuildResult> {
  const config = await loadConfig({ root });
  return createBuilder({ ...config, theme: plainTheme }).build({ now, ...options });
}

/** The program that makes indexes is one that makes none. */
function withoutPagefind(): void {
  vi.stubEnv('PAGEFIND_EXTENDED_BINARY_PATH', '/bin/true');
}

interface Found {
  readonly url: string;
  readonly content: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly anchors: readonly { readonly id: string; readonly text: string }[];
}

/** What an index says of its pages, by their URLs. */
function found(root: string, folder = 'pagefind'): ReadonlyMap<string, Found> {
  const texts = textsOf(join(root, 'dist', folder, 'fragment'));
  const pages = Object.values(texts).map((text): Found => {
    const bytes = gunzipSync(Buffer.from(text, 'latin1'));
    return JSON.parse(bytes.toString().slice('pagefind_dcd'.length));
  });
  return new Map(pages.map((page) => [page.url, page]));
}

const step = '```sh\nsemanage fcontext -a -t etc_t "/srv/data(/.*)?"\n```\n';
const files = {
  'content/docs/labels.md': `---\ntitle: Labels\ndescription: A volume that \`nobody\` can write.\ntags: [selinux, storage]\n---\nText.\n\n## The fix\n\n${step}`,
  'content/docs/hidden.md': '---\nunlisted: true\n---\nHidden.\n',
  'content/docs/private.md': '---\nnoindex: true\n---\nPrivate.\n',
  'content/docs/draft.md': '---\ndraft: true\n---\nDraft.\n',
  'content/runbooks/disk.md':
    '---\ntitle: Disk\nsymptoms: ["`No space left` on device"]\nowner: storage\n---\n```sh\ndf -h\n```\n',
};

test('the index has what a page says, by headings, and nothing of what is not to be found', async () => {
  const root = makeSite(files);
  const { ok, diagnostics } = await built(root);
  expect([ok, told(diagnostics)]).toEqual([true, []]);
  const pages = found(root);
  expect([...pages.keys()].sort()).toEqual(['/about/', '/docs/labels/', '/runbooks/disk/']);
  const labels = pages.get('/docs/labels/');
  expect(labels?.content).toContain('A volume that nobody can write.');
  expect(labels?.content).toContain('semanage fcontext -a -t etc_t "/srv/data(/.*)?"');
  expect(labels?.anchors.map(({ id, text }) => [id, text])).toEqual([['the-fix', 'The fix']]);
  expect(labels?.meta).toEqual({ title: 'Labels', tags: 'selinux storage', path: 'labels' });
  expect(labels?.filters).toEqual({
    collection: ['docs'],
    tag: ['selinux', 'storage'],
    version: ['*'],
  });
  const disk = pages.get('/runbooks/disk/');
  expect(disk?.content).toContain('No space left on device');
  expect(disk?.meta.people).toBe('storage');
  expect(disk?.filters.state).toEqual(['unverified']);
});

test('what an author says to Pagefind in HTML leaves out or weighs their own text, and no more', async () => {
  const root = makeSite({
    'content/docs/a.md':
      '# A\n\n<div title="1 > 0" data-pagefind-body data-pagefind-meta="url:javascript:x" data-pagefind-filter="state:verified">One.</div>\n\n<p data-pagefind-ignore>Two.</p>\n\n`data-pagefind-body` three.\n',
    'content/docs/b.md': '# B\n\nFour.\n',
  });
  await built(root);
  const pages = found(root);
  expect([...pages.keys()].sort()).toEqual(['/about/', '/docs/a/', '/docs/b/']);
  expect(pages.get('/docs/a/')?.content).toBe('One. data-pagefind-body three.');
  expect(pages.get('/docs/a/')?.filters).toEqual({ collection: ['docs'], version: ['*'] });
  expect(pages.get('/docs/a/')?.meta).toEqual({ title: 'A', path: 'a' });
});

test('a page of the author stands above the search, and one that cannot has its address', async () => {
  const at = (root: string) => readFileSync(join(root, 'dist/search/index.html'), 'utf8');
  const above = makeSite({ 'content/search.md': '# Look here\n\nWords.\n' });
  expect(told((await built(above)).diagnostics)).toEqual([]);
  expect(at(above)).toContain('kind: search\nurl: /search/\ntitle: Look here\nindex: ');
  const instead = makeSite({
    'content/docs/a.md': '---\npermalink: /search/\n---\n# Mine\n\nWords.\n',
  });
  expect(told((await built(instead)).diagnostics)).toEqual([]);
  expect(at(instead)).toContain('Mine');
  expect(at(instead)).not.toContain('index: ');
});

test('after any edit the index is that of a build from nothing', async () => {
  const root = makeSite(files);
  await built(root);
  const edits: (() => void)[] = [
    () => write(root, { 'content/docs/labels.md': '---\ntags: [dns]\n---\n# Names\n\nOther.\n' }),
    () => write(root, { 'content/docs/new.md': '# New\n\nWords.\n' }),
    () => rmSync(join(root, 'content/runbooks/disk.md')),
    () => write(root, { 'rutter.config.mjs': 'export default { site: { base: "/handbook/" } };' }),
  ];
  for (const edit of edits) {
    edit();
    expect((await built(root)).ok).toBe(true);
    const content = Object.entries(textsOf(join(root, 'content')));
    const fresh = makeSite(
      Object.fromEntries(content.map(([path, text]) => [`content/${path}`, text])),
    );
    const config = textsOf(root)['rutter.config.mjs'];
    if (config !== undefined) write(fresh, { 'rutter.config.mjs': config });
    await built(fresh);
    const [one, other] = [root, fresh].map((at) => textsOf(join(at, 'dist/pagefind')));
    expect(Object.keys(one ?? {}).length).toBeGreaterThan(5);
    expect(one).toEqual(other);
  }
}, 60_000);

test('nothing is indexed again where no text has changed', async () => {
  const root = makeSite(files);
  await built(root);
  const before = textsOf(join(root, 'dist/pagefind'));
  withoutPagefind();
  // Neither where the site is drawn anew, nor where the index was taken out of it.
  write(root, { 'rutter.config.mjs': "export default { site: { title: 'Other' } };\n" });
  expect(told((await built(root)).diagnostics)).toEqual([]);
  rmSync(join(root, 'dist/pagefind'), { recursive: true });
  expect(told((await built(root)).diagnostics)).toEqual([]);
  expect(textsOf(join(root, 'dist/pagefind'))).toEqual(before);
});

test('an index that was kept is believed where it is whole', async () => {
  const root = makeSite(files);
  await built(root);
  const before = textsOf(join(root, 'dist/pagefind'));
  for (const path of Object.keys(textsOf(join(root, '.rutter')))) {
    const file = join(root, '.rutter', path);
    if (path.endsWith('.data')) writeFileSync(file, readFileSync(file).fill(7, 100, 4000));
  }
  rmSync(join(root, 'dist'), { recursive: true });
  expect(told((await built(root)).diagnostics)).toEqual([]);
  expect(textsOf(join(root, 'dist/pagefind'))).toEqual(before);
});

test('where Pagefind fails there is a site with a warning, and the next build tries again', async () => {
  const root = makeSite(files);
  withoutPagefind();
  const { ok, diagnostics, manifest } = await built(root);
  expect(ok).toBe(true);
  expect(told(diagnostics)).toEqual([
    'warning search-index the index of the search could not be made: Pagefind says it has ended (0) (the page of the search has links instead; the next build tries again)',
  ]);
  expect(Object.keys(manifest?.files ?? {}).filter((path) => /^pagefind/.test(path))).toEqual([]);
  vi.unstubAllEnvs();
  expect(told((await built(root)).diagnostics)).toEqual([]);
  expect(found(root).size).toBe(3);
});

test('`search` of the configuration leaves out collections, or all', async () => {
  const root = makeSite(files);
  write(root, {
    'rutter.config.mjs': "export default { search: { collections: ['runbooks'] } };\n",
  });
  await built(root);
  expect([...found(root).keys()]).toEqual(['/runbooks/disk/']);
  write(root, { 'rutter.config.mjs': 'export default { search: false };\n' });
  const { manifest } = await built(root);
  const paths = Object.keys(manifest?.files ?? {});
  expect(paths.filter((path) => /^(?:pagefind|search)\//.test(path))).toEqual([]);
});

test('a misspelt collection and a wrong value are told where they stand', async () => {
  const root = makeSite();
  const problems = async (search: string) => {
    write(root, { 'rutter.config.mjs': `export default {\n  search: ${search},\n};\n` });
    return built(root).then(
      () => [],
      (error) => told(error.diagnostics),
    );
  };
  expect(await problems("{ collections: ['doc'] }")).toEqual([
    'rutter.config.mjs:2:27 error config-invalid `search.collections[0]` names `doc`, which is no collection (did you mean `docs`?)',
  ]);
  expect(await problems('{ colections: [] }')).toEqual([
    'rutter.config.mjs:2:13 error config-unknown-key `search.colections` is not a known key (did you mean `collections`?)',
  ]);
  expect(await problems("'yes'")).toEqual([
    'rutter.config.mjs:2:3 error config-invalid `search` must be `true` or `false`, found the text "yes"',
  ]);
});

test('each language has an index of its own, with what is shown in it', async () => {
  const root = makeSite({
    'rutter.config.mjs':
      "export default { site: { base: '/b/' }, locales: { en: {}, 'zh-Hans': {} } };\n",
    'content/docs/a.md': '# Labels\n\nVolumes.\n',
    'content/docs/a.zh-Hans.md': '# 标签\n\n安全标签的问题。\n',
    'content/docs/b.md': '# Only\n\nIn English.\n',
  });
  await built(root);
  const urls = (folder: string) => [...found(root, folder).keys()].sort();
  expect(urls('pagefind/en')).toEqual(['/about/', '/docs/a/', '/docs/b/']);
  expect(urls('pagefind/zh-hans')).toEqual([
    '/zh-hans/about/',
    '/zh-hans/docs/a/',
    '/zh-hans/docs/b/',
  ]);
  expect(Object.keys(textsOf(join(root, 'dist/pagefind/zh-hans')))).toContain(
    'wasm.unknown.pagefind',
  );
});

test('of a large site a changed page concerns one shard, whatever comes and goes', async () => {
  const words = Array.from({ length: 1600 }, (_, at) => `word${(at * 7919) % 997}`).join(' ');
  const page = (at: number) => [`content/docs/p${at}.md`, `# Page ${at}\n\n${words} own${at}.\n`];
  const root = makeSite(Object.fromEntries(Array.from({ length: 80 }, (_, at) => page(at))));
  await built(root);
  const shardOf = (url: string) =>
    found(root, 'pagefind').has(url) ? 0 : found(root, 'pagefind/1').has(url) ? 1 : undefined;
  const shards = Array.from({ length: 80 }, (_, at) => shardOf(`/docs/p${at}/`));
  expect(new Set(shards)).toEqual(new Set([0, 1]));
  // The program that reads an index is there once.
  expect(
    Object.keys(textsOf(join(root, 'dist/pagefind/1'))).filter((one) => /js$|wasm/.test(one)),
  ).toEqual([]);
  write(root, {
    'content/docs/p3.md': '# Page 3\n\nOther words.\n',
    'content/docs/zz.md': '# New\n\nWords.\n',
  });
  rmSync(join(root, 'content/docs/p4.md'));
  const touched = new Set([shards[3], shards[4], undefined]);
  const { written } = await built(root);
  expect(Array.from({ length: 80 }, (_, at) => shardOf(`/docs/p${at}/`))).toEqual(
    shards.map((shard, at) => (at === 4 ? undefined : shard)),
  );
  touched.add(shardOf('/docs/zz/'));
  const folders = written.flatMap((path) => /^pagefind\/(1\/)?pagefind-entry/.exec(path) ?? []);
  for (const path of folders) expect(touched).toContain(path?.startsWith('pagefind/1/') ? 1 : 0);
}, 60_000);

test('a build may leave the index out, and the next one has it', async () => {
  const root = makeSite(files);
  const isThere = ({ manifest }: BuildResult) =>
    Object.keys(manifest?.files ?? {}).some((path) => path.startsWith('pagefind/'));
  expect(isThere(await built(root, { search: false }))).toBe(false);
  expect(isThere(await built(root))).toBe(true);
  expect(isThere(await built(root, { search: false }))).toBe(false);
});
