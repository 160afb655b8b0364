import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutputFile } from '../../src/model/output.ts';
import { digestOf } from '../../src/model/source.ts';
import { manifestName, readManifest } from '../../src/output/manifest.ts';
import { publish } from '../../src/output/publish.ts';
import { files, identities, leftIn, mountAt, scratch, treeOf } from './folders.ts';

const first = { 'index.html': 'one', 'posts/a/index.html': 'a', 'style.css': 'css' };
const second = { 'index.html': 'two', 'posts/b/index.html': 'b', 'style.css': 'css' };

describe.each([
  ['by an exchange of folders', undefined],
  ['by two renames', 'none'],
] as const)('%s', (_how, swap) => {
  test('what is published is what came, and nothing else', async () => {
    const { outDir, stateDir } = scratch();
    const one = await publish({ files: files(first), outDir, stateDir, swap });
    expect(one).toMatchObject({ ok: true, unchanged: 0, removed: [], diagnostics: [] });
    expect(treeOf(outDir)).toEqual(first);

    const before = statSync(join(outDir, 'style.css'));
    const two = await publish({ files: files(second), outDir, stateDir, swap });
    expect(two.written).toEqual(['index.html', 'posts/b/index.html']);
    expect(two).toMatchObject({ ok: true, unchanged: 1, removed: ['posts/a/index.html'] });
    expect(treeOf(outDir)).toEqual(second);
    expect(existsSync(join(outDir, 'posts/a'))).toBe(false);
    const after = statSync(join(outDir, 'style.css'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect(leftIn(stateDir)).toEqual([]);
  });

  test('a build that changes nothing touches nothing', async () => {
    const { outDir, stateDir } = scratch();
    await publish({ files: files(first), outDir, stateDir, swap });
    const before = identities(outDir);
    const again = await publish({ files: files(first), outDir, stateDir, swap });
    expect(again).toMatchObject({ ok: true, unchanged: 3, written: [], removed: [] });
    expect(identities(outDir)).toEqual(before);
  });

  test('what a person has put there is carried over', async () => {
    const { outDir, stateDir } = scratch();
    await publish({ files: files(first), outDir, stateDir, swap });
    mkdirSync(join(outDir, '.git/objects'), { recursive: true });
    writeFileSync(join(outDir, '.git/objects/x'), 'object');
    writeFileSync(join(outDir, 'posts/a/mine.txt'), 'mine');
    symlinkSync('/etc/passwd', join(outDir, 'link'));
    await publish({ files: files(second), outDir, stateDir, swap });
    expect(treeOf(outDir)).toEqual({
      ...second,
      '.git/objects/x': 'object',
      'posts/a/mine.txt': 'mine',
      link: '-> link',
    });
  });
});

test('the manifest has the digest of every file, sorted, and is part of the site', async () => {
  const { outDir, stateDir } = scratch();
  const { manifest } = await publish({ files: files({ b: '2', a: 'ä' }), outDir, stateDir });
  expect(Object.entries(manifest?.files ?? {})).toEqual([
    ['a', { digest: digestOf('ä'), bytes: 2 }],
    ['b', { digest: digestOf('2'), bytes: 1 }],
  ]);
  expect(await readManifest(outDir)).toEqual(manifest);
});

test('a damaged file is mended although nothing else changed', async () => {
  const { outDir, stateDir } = scratch();
  await publish({ files: files(first), outDir, stateDir });
  unlinkSync(join(outDir, 'style.css'));
  writeFileSync(join(outDir, 'index.html'), 'ONE');
  chmodSync(join(outDir, 'posts/a/index.html'), 0o600);
  const again = await publish({ files: files(first), outDir, stateDir });
  expect(again.written).toEqual(['index.html', 'posts/a/index.html', 'style.css']);
  expect(treeOf(outDir)).toEqual(first);
});

test('modes do not depend on the umask', async () => {
  const { outDir, stateDir } = scratch();
  const before = process.umask(0o077);
  try {
    await publish({ files: files(first), outDir, stateDir });
  } finally {
    process.umask(before);
  }
  const mode = (path: string) => lstatSync(join(outDir, path)).mode & 0o777;
  expect(['.', 'posts', 'posts/a', 'style.css', manifestName].map(mode)).toEqual([
    0o755, 0o755, 0o755, 0o644, 0o644,
  ]);
});

test('files are taken one by one, and a stream that fails leaves the old site', async () => {
  const { outDir, stateDir } = scratch();
  await publish({ files: files(first), outDir, stateDir });
  async function* failing(): AsyncGenerator<OutputFile> {
    yield { path: 'index.html', contents: 'other' };
    throw new TypeError('a bug of the theme');
  }
  await expect(publish({ files: failing(), outDir, stateDir })).rejects.toThrow(
    'a bug of the theme',
  );
  expect(treeOf(outDir)).toEqual(first);
  expect(leftIn(stateDir)).toEqual([]);
});

test('copies are made of bytes on disk, and a missing original is told by its name', async () => {
  const { root, outDir, stateDir } = scratch();
  writeFileSync(join(root, 'logo.png'), Buffer.from([0, 255, 1]));
  const logo = {
    path: 'logo.png',
    contents: { copyOf: join(root, 'logo.png') },
    from: 'public/logo.png',
  };
  await publish({ files: [logo], outDir, stateDir });
  expect(readFileSync(join(outDir, 'logo.png'))).toEqual(Buffer.from([0, 255, 1]));
  expect((await publish({ files: [logo], outDir, stateDir })).unchanged).toBe(1);
  unlinkSync(join(root, 'logo.png'));
  const gone = await publish({ files: [logo, ...files({ x: 'x' })], outDir, stateDir });
  expect(gone.ok).toBe(false);
  expect(gone.diagnostics[0]?.message).toBe(
    '`public/logo.png` cannot be read: it does not exist (ENOENT)',
  );
  expect(existsSync(join(outDir, 'logo.png'))).toBe(true);
});

describe('paths', () => {
  test.each([
    ['', 'empty'],
    ['/etc/passwd', 'absolute'],
    ['C:/x', 'absolute'],
    ['a/../../b', '`..`'],
    ['./a', '`.`'],
    ['a//b', 'empty segment'],
    ['a\\b', 'backslash'],
    ['a\u0000b', 'control'],
    ['a/\ud800', 'Unicode'],
    [`${'ä'.repeat(128)}`, 'longer than 255'],
    [manifestName, 'manifest'],
  ])('%j is refused', async (path, why) => {
    const { outDir, stateDir } = scratch();
    const result = await publish({ files: [{ path, contents: 'x' }], outDir, stateDir });
    expect(result.ok).toBe(false);
    expect(result.diagnostics[0]?.message).toContain(why);
    expect(existsSync(outDir)).toBe(false);
  });

  test.each([
    ['a', 'a'],
    ['a', 'A'],
    ['caf\u00e9', 'cafe\u0301'],
    ['a', 'a/b'],
    ['a/b', 'a'],
  ])('%j and %j cannot stand beside each other', async (one, other) => {
    const { outDir, stateDir } = scratch();
    const both = [one, other].map((path, index) => ({ path, contents: 'x', from: `${index}.md` }));
    const result = await publish({ files: both, outDir, stateDir });
    expect(result.ok).toBe(false);
    expect(result.diagnostics[0]).toMatchObject({
      code: 'output-collision',
      file: '1.md',
      related: [{ file: '0.md' }],
    });
  });

  test('every problem of the stream is told at once', async () => {
    const { outDir, stateDir } = scratch();
    const bad = files({ '/a': '', '/b': '', 'con.html': '' });
    const { diagnostics } = await publish({ files: bad, outDir, stateDir });
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['error', 'error', 'warning']);
  });
});

describe('folders that are not to be written', () => {
  test('a folder that Rutter has not made', async () => {
    const { outDir, stateDir } = scratch();
    mkdirSync(outDir);
    writeFileSync(join(outDir, 'thesis.doc'), 'x');
    const result = await publish({ files: files(first), outDir, stateDir });
    expect(result.ok).toBe(false);
    expect(result.diagnostics[0]?.code).toBe('output-not-ours');
    expect(treeOf(outDir)).toEqual({ 'thesis.doc': 'x' });
  });

  test('a file, the root, a folder with the sources or the state', async () => {
    const { root, outDir, stateDir } = scratch();
    writeFileSync(outDir, 'x');
    const codeFor = async (folder: string, keep: readonly string[] = []) =>
      (await publish({ files: [], outDir: folder, stateDir, keep })).diagnostics[0]?.code;
    expect(await codeFor(outDir)).toBe('output-folder');
    expect(await codeFor('/')).toBe('output-folder');
    expect(await codeFor(root)).toBe('output-folder');
    expect(await codeFor(join(root, 'content'), [join(root, 'content')])).toBe('output-folder');
    symlinkSync(root, join(root, 'innocent'));
    expect(await codeFor(join(root, 'innocent'))).toBe('output-folder');
  });

  test('a file of a person is never overwritten, nor written through a link', async () => {
    const { root, outDir, stateDir } = scratch();
    await publish({ files: files({ 'a.html': '' }), outDir, stateDir });
    mkdirSync(join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), join(outDir, 'posts'));
    writeFileSync(join(outDir, 'mine.html'), 'mine');
    const new_ = files({ 'mine.html': 'x', 'posts/a.html': 'x', 'mine.html/b': '' });
    const result = await publish({ files: new_.slice(0, 2), outDir, stateDir });
    expect(result.diagnostics.map(({ code }) => code)).toEqual([
      'output-foreign',
      'output-foreign',
    ]);
    expect(readdirSync(join(root, 'elsewhere'))).toEqual([]);
  });
});

test('an output folder that is a symbolic link stays one', async () => {
  const { root, outDir, stateDir } = scratch();
  symlinkSync(join(root, 'www'), outDir);
  await publish({ files: files(first), outDir, stateDir });
  await publish({ files: files(second), outDir, stateDir });
  expect(lstatSync(outDir).isSymbolicLink()).toBe(true);
  expect(treeOf(join(root, 'www'))).toEqual(second);
});

test('a mount point is published into file by file', async (context) => {
  const { outDir, stateDir } = scratch();
  if (!mountAt(outDir)) return context.skip('mounting is not allowed here');
  await publish({ files: files({ ...first, a: 'file' }), outDir, stateDir });
  expect(treeOf(outDir)).toEqual({ ...first, a: 'file' });
  const before = statSync(join(outDir, 'style.css'));
  await publish({ files: files({ ...second, 'a/b': 'folder' }), outDir, stateDir });
  expect(treeOf(outDir)).toEqual({ ...second, 'a/b': 'folder' });
  expect(statSync(join(outDir, 'style.css')).ino).toBe(before.ino);
  expect(existsSync(join(outDir, 'posts/a'))).toBe(false);
  const again = await publish({ files: files({ ...second, 'a/b': 'folder' }), outDir, stateDir });
  expect(again).toMatchObject({ ok: true, unchanged: 4, written: [] });
});

test('a state folder on another file system is no obstacle', async (context) => {
  const { root, outDir, stateDir } = scratch();
  if (!mountAt(stateDir)) return context.skip('mounting is not allowed here');
  await publish({ files: files(first), outDir, stateDir });
  const before = statSync(join(outDir, 'style.css')).ino;
  await publish({ files: files(second), outDir, stateDir });
  expect(treeOf(outDir)).toEqual(second);
  expect(statSync(join(outDir, 'style.css')).ino).toBe(before);
  expect(readdirSync(root).sort()).toEqual(['.rutter', 'dist']);
});

test('whatever was published before, what comes is what stands there', async () => {
  const path = fc.constantFrom('a', 'b', 'a/b', 'a/c', 'b/a/c', 'd/e', 'd/f', 'index.html');
  const site = fc.dictionary(path, fc.constantFrom('', 'x', 'yy')).filter((one) => {
    const names = Object.keys(one);
    return !names.some((name) => names.some((other) => other.startsWith(`${name}/`)));
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(site, fc.boolean()), { maxLength: 5 }), async (sites) => {
      const { outDir, stateDir } = scratch();
      for (const [one, native] of sites) {
        const swap = native ? undefined : ('none' as const);
        const { ok, manifest } = await publish({ files: files(one), outDir, stateDir, swap });
        expect(ok).toBe(true);
        expect(treeOf(outDir)).toEqual(one);
        expect(Object.keys(manifest?.files ?? {})).toEqual(Object.keys(one).sort());
      }
    }),
    { numRuns: 40 },
  );
});
