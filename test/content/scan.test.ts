import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSources } from '../../src/content/read-source.ts';
import { scan } from '../../src/content/scan.ts';
import { defaultLimits } from '../../src/model/limits.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'rutter-scan-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function site(files: Readonly<Record<string, string | Uint8Array>>) {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}
function scanned() {
  return scan({
    root,
    contentDir: join(root, 'content'),
    publicDir: join(root, 'content/public'),
    outDir: join(root, 'content/dist'),
    stateDir: join(root, '.rutter'),
  });
}

function look() {
  const found = scanned();
  const { sources, diagnostics: unread } = readSources(found.sources);
  const diagnostics = [...found.diagnostics, ...unread];
  return {
    sources: sources.map(({ path }) => path),
    assets: found.assets.map((path) => path.slice(root.length + 1)),
    told: diagnostics.map(({ code, file }) => `${code} ${file}`),
    diagnostics,
  };
}

test('pages and other files come in the order of their code units', async () => {
  await site({
    'content/b.md': '',
    'content/B.md': '',
    'content/a/z.md': '',
    'content/a-b.md': '',
    'content/ä.md': '',
    'content/a/i.png': '',
    'content/A.MARKDOWN': '',
  });
  expect(look()).toMatchObject({
    sources: [
      'content/A.MARKDOWN',
      'content/B.md',
      'content/a-b.md',
      'content/a/z.md',
      'content/b.md',
      'content/ä.md',
    ],
    assets: ['content/a/i.png'],
    told: [],
  });
});

test('hidden files, modules, the public and the output folder are passed over', async () => {
  await site({
    'content/.x.md': '',
    'content/.git/a.md': '',
    'content/node_modules/a.md': '',
    'content/public/a.md': '',
    'content/dist/a.md': '',
    'content/a.md': '',
  });
  expect(look()).toMatchObject({ sources: ['content/a.md'], assets: [] });
});

test('Markdown that is there to be included is no page; what else lies beside it is as it was', async () => {
  await site({
    'content/docs/_index.md': '',
    'content/docs/_index.de.md': '',
    'content/docs/_part.md': '',
    'content/docs/_parts/a.md': '',
    'content/docs/_parts/a.png': '',
    'content/docs/a_b.md': '',
  });
  const { sources, assets, told } = look();
  expect(sources).toEqual([
    'content/docs/_index.de.md',
    'content/docs/_index.md',
    'content/docs/a_b.md',
  ]);
  expect([assets, told]).toEqual([['content/docs/_parts/a.png'], []]);
});

test('a byte order mark goes, and what is no UTF-8 is told with its line', async () => {
  await site({ 'content/a.md': '\uFEFF# a', 'content/b.md': Uint8Array.of(97, 10, 98, 0xff, 10) });
  const { told, diagnostics } = look();
  expect(told).toEqual(['content-encoding content/b.md']);
  expect(diagnostics[0]?.message).toContain('line 2');
});

test('links inside are followed; links out of the folder, to nothing or in a circle are not', async () => {
  await site({ 'content/a.md': 'x', 'content/in/b.md': '', 'secret.md': 'secret', 'out/c.md': '' });
  await symlink('a.md', join(root, 'content/same.md'));
  await symlink('../secret.md', join(root, 'content/secret.md'));
  await symlink('/etc', join(root, 'content/etc'));
  await symlink('nowhere', join(root, 'content/gone.md'));
  await symlink('..', join(root, 'content/in/circle'));
  expect(look()).toMatchObject({
    sources: ['content/a.md', 'content/in/b.md', 'content/same.md'],
    told: [
      'content-symlink content/etc',
      'content-symlink content/gone.md',
      'content-symlink content/in/circle',
      'content-symlink content/secret.md',
    ],
  });
});

test('MDX is no page, which is told', async () => {
  await site({ 'content/a.mdx': '# A\n', 'content/b.md': '' });
  expect(look()).toMatchObject({ sources: ['content/b.md'], told: ['content-mdx content/a.mdx'] });
  expect(look().diagnostics[0]).toMatchObject({ severity: 'warning' });
});

test('a missing folder, a huge file and an unreadable one are told', async () => {
  expect(look().told).toEqual(['content-missing content']);
  await site({ 'content/a.md': '', 'content/b.md': '' });
  await truncate(join(root, 'content/a.md'), defaultLimits.pageBytes + 1);
  await chmod(join(root, 'content/b.md'), 0);
  const { told } = look();
  // Root reads everything.
  const unreadable = process.getuid?.() === 0 ? [] : ['content-unreadable content/b.md'];
  expect(told).toEqual(['content-too-large content/a.md', ...unreadable]);
});

test('how large a file may be is said', async () => {
  await site({ 'content/a.md': 'four' });
  const { sources } = scanned();
  expect(readSources(sources, 4).sources).toHaveLength(1);
  expect(readSources(sources, 3).diagnostics).toMatchObject([
    { code: 'content-too-large', message: 'the file has 4 bytes; at most 3 are read' },
  ]);
});
