import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFile } from '../../src/model/source.ts';
import { selectSources } from '../../src/plan/select.ts';
import { folder } from './examples.ts';

const paths = [
  'content/runbooks/disk-full.md',
  'content/runbooks/disk-slow.md',
  'content/runbooks/net/dns.md',
  'content/runbooks/[draft].md',
  'content/posts/disk-full.md',
];
const sources = paths.map((path) => sourceFile(path, ''));

/** Paths of the command line are relative to the working directory, which is not the root here. */
async function select(...given: readonly string[]) {
  const root = folder(Object.fromEntries(paths.map((path) => [path, ''])));
  const here = relative(process.cwd(), root);
  const asked = given.map((path) => (path.startsWith('/') ? join(root, path) : join(here, path)));
  const selection = await selectSources(sources, root, asked);
  return { ...selection, found: selection.sources.map(({ path }) => path) };
}

test.each([
  ['content/**/disk-*.md', [0, 1, 4]],
  ['content/runbooks/*.md', [0, 1, 3]],
  ['content/**', [0, 1, 2, 3, 4]],
  ['content/{posts,runbooks/net}/*', [2, 4]],
  ['content/runbooks/disk-f???.md', [0]],
  ['content/runbooks/disk-[f-g]*.md', [0]],
  ['/content/runbooks/net/*.md', [2]],
  ['content/../content/posts/*.md', [4]],
])('%s matches as a shell would', async (glob, expected) => {
  const { found, diagnostics } = await select(glob);
  expect([found, diagnostics]).toEqual([expected.map((at) => paths[at]), []]);
});

test('files, folders and globs come together, each page once, in the order of the site', async () => {
  const { found, named } = await select(
    'content/posts',
    'content/runbooks/disk-full.md',
    '**/d*.md',
  );
  expect(found).toEqual([paths[0], paths[1], paths[2], paths[4]]);
  expect([...named]).toEqual(['content/runbooks/disk-full.md']);
});

test('a file whose name looks like a glob is that file', async () => {
  const { found, named } = await select('content/runbooks/[draft].md');
  expect([found, [...named]]).toEqual([[paths[3]], [paths[3]]]);
});

test('a name alone is looked for in every folder', async () => {
  const { diagnostics } = await select('dns.md');
  expect(diagnostics).toMatchObject([{ hint: 'did you mean `content/runbooks/net/dns.md`?' }]);
});

test.each(['content/**/nothing-*.md', '!content/**', `${'*'.repeat(5000)}.md`, '{'])(
  'a glob that matches no page is an error: %s',
  async (glob) => {
    const { diagnostics } = await select(glob);
    expect(diagnostics).toMatchObject([{ code: 'verify-path', hint: expect.any(String) }]);
  },
);
