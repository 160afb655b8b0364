import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { digestOf, sourceFile } from '../../src/model/source.ts';
import { imageLockText, readImageLock, writeImageLock } from '../../src/plan/image-lock.ts';
import { parseImageLock } from '../../src/plan/parse-image-lock.ts';
import { folder } from './examples.ts';

const [a, b] = [digestOf('a'), digestOf('b')];
const text = (lines: string) => `version: 1\nimages:\n${lines}`;
const problemsOf = (content: string) =>
  parseImageLock(sourceFile('rutter.lock', content)).diagnostics.map(
    ({ code, message, span }) => `${code} ${span?.start.line ?? '-'} ${message}`,
  );

test('what is written is read, in an order of its own, and is YAML', async () => {
  const image = fc.stringMatching(/^[a-z0-9][a-z0-9._/:-]{0,40}(@sha256:[0-9a-f]{64})?$/);
  const digests = fc.dictionary(image, fc.constantFrom(a, b));
  const root = folder();
  await fc.assert(
    fc.asyncProperty(digests, async (pins) => {
      await writeImageLock(root, pins);
      const { digests: read, diagnostics } = await readImageLock(root);
      expect(diagnostics).toEqual([]);
      expect(Object.entries(read ?? {}).sort()).toEqual(Object.entries(pins).sort());
      const turned = Object.fromEntries(Object.entries(pins).reverse());
      expect(imageLockText(turned)).toBe(imageLockText(pins));
      expect(parse(imageLockText(pins)).images).toEqual({ ...pins });
    }),
  );
  expect(readdirSync(root)).toEqual(['rutter.lock']);
});

test('one line an image', () => {
  const written = imageLockText({ 'redis:7': b, 'localhost:5000/x/y:1': a });
  expect(written.split('\n').slice(2)).toEqual([
    'version: 1',
    'images:',
    `  "localhost:5000/x/y:1": "${a}"`,
    `  "redis:7": "${b}"`,
    '',
  ]);
});

test('no lock is no mistake; one that is no file is', async () => {
  const root = folder();
  expect(await readImageLock(root)).toEqual({ diagnostics: [] });
  mkdirSync(join(root, 'rutter.lock'));
  expect((await readImageLock(root)).diagnostics).toMatchObject([
    { code: 'lock-invalid', file: 'rutter.lock' },
  ]);
});

test('a lock that cannot be replaced is left as it is', async () => {
  const root = folder();
  mkdirSync(join(root, 'rutter.lock/x'), { recursive: true });
  await expect(writeImageLock(root, {})).rejects.toThrow();
  expect(readdirSync(root)).toEqual(['rutter.lock']);
});

describe('a lock that was written by hand', () => {
  test('may have other quotes, comments, empty lines and the line ends of Windows', () => {
    const source = text(`\n  # ours\n  debian:12: ${a}\n  'redis:7': '${b}'  \n`);
    const { digests } = parseImageLock(sourceFile('rutter.lock', source.replaceAll('\n', '\r\n')));
    expect({ ...digests }).toEqual({ 'debian:12': a, 'redis:7': b });
  });

  test.each([
    ['', 'lock-invalid - the lock file ends before `version: 1`'],
    ['version: 1\n', 'lock-invalid - the lock file ends before `images:`'],
    ['version: 2\n', 'lock-invalid 1 this version of the lock file is not known'],
    ['{"version": 1}', 'lock-invalid 1 expected `version: 1`'],
    ['version: 1\nimage:\n', 'lock-invalid 2 expected `images:`'],
    [
      text(`  debian:12: ${a}\n<<<<<<< HEAD\n`),
      'lock-invalid 4 a merge of git was left half done here',
    ],
    [
      text(`  debian:12: ${a}\n  debian:12: ${b}\n`),
      'lock-invalid 4 the image `debian:12` is here twice',
    ],
    [text(`  __proto__: ${a}\n`), expect.stringMatching(/^lock-invalid 3 expected an image/)],
    [text(`  "debian:12: ${a}\n`), expect.stringMatching(/^lock-invalid 3 expected an image/)],
    [text('  debian:12: sha256:12\n'), expect.stringMatching(/^lock-invalid 3 expected an image/)],
    [text(`  --privileged: ${a}\n`), expect.stringMatching(/^lock-invalid 3 expected an image/)],
  ])('is told of at its line: %j', (content, problem) => {
    expect(problemsOf(content)).toEqual([problem]);
  });

  test('names each wrong line, but not thousands, and gives no digests then', () => {
    const lock = parseImageLock(sourceFile('rutter.lock', text('x\n'.repeat(5000))));
    expect(lock.diagnostics).toHaveLength(20);
    expect(lock.digests).toBeUndefined();
  });

  test('of any size and depth is read', async () => {
    const root = folder();
    writeFileSync(join(root, 'rutter.lock'), text('['.repeat(900_000)));
    expect((await readImageLock(root)).diagnostics).toHaveLength(1);
    writeFileSync(join(root, 'rutter.lock'), ' '.repeat(2 ** 20 + 1));
    expect((await readImageLock(root)).diagnostics[0]?.message).toMatch(/larger than is read/);
    expect(readFileSync(join(root, 'rutter.lock'))).toHaveLength(2 ** 20 + 1);
  });

  test('has nothing that it was not told', () => {
    const { digests = {} } = parseImageLock(sourceFile('rutter.lock', text('')));
    expect(['constructor', 'toString', '__proto__'].map((name) => digests[name])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
