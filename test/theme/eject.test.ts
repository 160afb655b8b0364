import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EjectedFile, ejectables, ejected, findEjectable } from '../../src/theme/eject.ts';
import { loadTheme } from '../../src/theme/load.ts';
import { theme as original } from '../../themes/default/index.ts';
import { stylePurposes } from '../../themes/default/style-purposes.ts';
import { voyage } from './voyage.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'rutter-eject-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(folder: string, { path, text }: EjectedFile): void {
  mkdirSync(dirname(join(root, folder, path)), { recursive: true });
  writeFileSync(join(root, folder, path), text);
}

const { site, views } = voyage();
const drawn = views.map((view) => original.render(view, site));
const code = ejectables().filter(({ kind }) => kind !== 'styles');

test('every part and layout is a file of its own that draws what the default theme draws', async () => {
  for (const one of code) {
    const file = ejected(one, '1.2.3', false);
    expect(file.draws).toContain(one.name);
    expect(file.text).toMatch(/^\/\/ of Rutter 1\.2\.3, by `rutter eject`\nimport /);
    expect(file.text).not.toMatch(/from '\./);
    write('all', file);
  }
  const theme = await loadTheme({ theme: './all', root });
  expect(views.map((view) => theme.render(view, site))).toEqual(drawn);
});

test('every part and layout can be drawn around, and is then as it was', async () => {
  for (const one of code) write('around', ejected(one, '1.2.3', true));
  const theme = await loadTheme({ theme: './around', root });
  expect(views.map((view) => theme.render(view, site))).toEqual(drawn);
});

test('every style is a file that stands in its own place', async () => {
  const styles = ejectables().filter(({ kind }) => kind === 'styles');
  for (const one of styles) write('styled', ejected(one, '1.2.3', false));
  const theme = await loadTheme({ theme: './styled', root });
  const rules = async (of: typeof theme) => {
    const sheet = (await of.assets()).find(({ path }) => path.startsWith('assets/style.'));
    return String(sheet?.contents)
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\s+/g, '')
      .replaceAll(';}', '}')
      .split('}');
  };
  const wanted = await rules(original);
  expect((await rules(theme)).filter((rule, at) => rule !== wanted[at])).toEqual([]);
});

test('the types of what is written are those of the package', { timeout: 60_000 }, () => {
  const home = join(import.meta.dirname, '../..');
  const folder = join(root, 'typed');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const one of code) {
    write('typed/copies', ejected(one, '1.2.3', false));
    write('typed/wraps', ejected(one, '1.2.3', true));
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(home, 'tsconfig.json'),
      compilerOptions: {
        noEmit: true,
        allowImportingTsExtensions: true,
        rootDir: '/',
        typeRoots: [join(home, 'node_modules/@types')],
        paths: { 'rutter/theme': [join(home, 'src/theme/api.ts')] },
      },
      include: ['copies', 'wraps'],
    }),
  );
  const { stdout } = spawnSync(process.execPath, [
    join(home, 'node_modules/typescript/bin/tsc'),
    '-p',
    folder,
  ]);
  expect(stdout.toString()).toBe('');
});

test('what a part gets beside the props is what the contract says', () => {
  const detailOf = (name: string) => findEjectable(name)[0]?.detail;
  expect(detailOf('header')).toEqual([]);
  expect(detailOf('document')).toEqual(['main', 'sidebar', 'toc']);
  expect(detailOf('toc')).toEqual(['headings']);
  expect(detailOf('imageProof')).toEqual(['page', 'proof', 'image']);
  expect(detailOf('step')).toEqual(['page', 'proof', 'part', 'expected']);
});

test('every style has a purpose, and stands in its place', () => {
  const styles = ejectables().filter(({ kind }) => kind === 'styles');
  expect(styles.map(({ name }) => name)).toEqual(Object.keys(stylePurposes));
});

test('a name is that of a part, then of a layout, then of a style', () => {
  const kinds = (asked: string) => findEjectable(asked).map(({ kind }) => kind);
  expect(kinds('footer')).toEqual(['parts']);
  expect(kinds('header')).toEqual(['parts', 'styles']);
  expect(kinds('styles/header')).toEqual(['styles']);
  expect(kinds('parts/header.ts')).toEqual(['parts']);
  expect(kinds('headers')).toEqual([]);
});

test('what each part, layout and slot is for is told, in one line', () => {
  const purposeOf = (name: string) => findEjectable(name)[0]?.purpose;
  expect(purposeOf('headEnd')).toBe('Last in `<head>`');
  expect(purposeOf('articleEnd')).toBe('All that follows the text');
  expect(purposeOf('doc')).toMatch(/^A page of documentation/);
  expect(code.filter(({ purpose }) => !/^\S.{4,90}$/.test(purpose))).toEqual([]);
});
