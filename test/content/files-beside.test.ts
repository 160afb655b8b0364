import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { filesBeside } from '../../src/content/files-beside.ts';

const root = mkdtempSync(join(tmpdir(), 'rutter-beside-'));
const config = { root, outDir: join(root, 'dist'), stateDir: join(root, '.rutter') };
afterAll(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string | Uint8Array): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
  // A file that was written only just now is looked into each time.
  utimesSync(join(root, path), 1_700_000_000, 1_700_000_000);
}

describe('what is read beside a page', () => {
  put('src/app.ts', '\uFEFFone\n');
  put('.env', 'SECRET=1');
  put('.github/ci.yml', 'on: push');
  put('dist/index.html', 'x');
  put('photo.bin', Uint8Array.of(0xff, 0xfe, 0));
  put('node_modules/a/index.js', 'x');
  symlinkSync('/etc/passwd', join(root, 'leak'));
  symlinkSync('.env', join(root, 'shown'));
  symlinkSync('src/app.ts', join(root, 'link.ts'));

  test('is text without its mark, and noted', () => {
    const reader = filesBeside(config).reader();
    expect(reader.readFile('src/../src/app.ts')).toMatchObject({
      path: 'src/app.ts',
      text: 'one\n',
    });
    expect(reader.readFile('link.ts')).toMatchObject({ text: 'one\n' });
    expect(reader.readFile('.github/ci.yml')).toMatchObject({ text: 'on: push' });
    expect(reader.reads.map(({ path, stamp }) => [path, stamp !== ''])).toEqual([
      ['.github/ci.yml', true],
      ['link.ts', false],
      ['src/app.ts', true],
    ]);
  });

  test.each([
    ['../etc/passwd', 'outside'],
    ['/etc/passwd', 'outside'],
    ['C:/windows', 'outside'],
    ['leak', 'outside'],
    ['.env', 'hidden'],
    ['shown', 'hidden'],
    ['.git/config', 'hidden'],
    ['dist/index.html', 'hidden'],
    ['node_modules/a/index.js', 'hidden'],
    ['nothing.ts', 'missing'],
    ['a\0b', 'missing'],
    ['src', 'not-a-file'],
    ['photo.bin', 'not-text'],
  ])('never %j: %s', (path, problem) => {
    const reader = filesBeside(config).reader();
    expect(reader.readFile(path)).toMatchObject({ problem });
    expect(reader.reads).toHaveLength(1);
  });

  test('is looked at again: other bytes, a file that came, one that went', () => {
    put('part.txt', 'a');
    const reader = filesBeside(config).reader();
    for (const path of ['part.txt', 'late.txt', 'link.ts']) reader.readFile(path);
    const { reads } = reader;
    const again = () => reads.map(filesBeside(config).again);
    expect(again()).toEqual(reads);
    put('part.txt', 'b');
    put('late.txt', 'c');
    const changed = again().filter(({ digest }, at) => digest !== reads[at]?.digest);
    expect(changed.map(({ path }) => path)).toEqual(['late.txt', 'part.txt']);
    rmSync(join(root, 'part.txt'));
    rmSync(join(root, 'late.txt'));
    expect(again().find(({ path }) => path === 'part.txt')?.digest).toBe('!missing');
  });
});
