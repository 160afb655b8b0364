import { expect, test } from 'vitest';
import { earlyFonts, fontFaces, fontFiles } from '../../themes/default/fonts.ts';
import { base } from '../../themes/default/index.ts';
import { makeTheme } from '../../themes/default/make-theme.ts';
import { noOptions } from '../../themes/default/options.ts';
import { collectionOf, pageOf, siteOf, viewOf } from './fixture.ts';

const sizeOf = (path: string) =>
  Number(fontFiles.find((one) => one.path === path)?.contents.length ?? Number.NaN);

test('what a page in English needs of a font is small, and is what is fetched early', () => {
  const basic = fontFiles.filter(({ path }) => path.includes('-basic.')).map(({ path }) => path);
  expect(basic).toHaveLength(3);
  expect(basic).toEqual(expect.arrayContaining([...earlyFonts]));
  expect(earlyFonts).toHaveLength(2);
  expect(basic.reduce((sum, path) => sum + sizeOf(path), 0)).toBeLessThan(32_000);
});

test('no character is in two files of a face, so that none is fetched for nothing', () => {
  const faces = [...fontFaces.matchAll(/font-family: "([^"]+)".*?unicode-range:\s*([^;}]+)/gs)];
  expect(faces).toHaveLength(fontFiles.length);
  for (const family of new Set(faces.map(([, name]) => name))) {
    const points = faces
      .filter(([, name]) => name === family)
      .flatMap(([, , set = '']) => all(set));
    expect(new Set(points).size).toBe(points.length);
  }
});

test('each face has one of the system behind it, made as wide and as high', async () => {
  const rules = [...fontFaces.matchAll(/font-family: "([^"]+)"([^}]+)/g)];
  const own = new Set(rules.filter(([, , rest]) => rest?.includes('url(')).map(([, name]) => name));
  expect(own.size).toBe(3);
  const files = await makeTheme(base, { options: noOptions }).assets(new Set());
  const sheet = `${files.find(({ path }) => path.endsWith('.css'))?.contents}`;
  for (const name of own) {
    const fallback = rules.find(([, family]) => family === `${name} Fallback`)?.[2];
    expect(fallback, name).toMatch(/src: local\((?!.*url\().*ascent-override/s);
    expect(sheet, name).toMatch(new RegExp(`"?${name}"?,\\s*"${name} Fallback"`));
  }
});

test('a site that wants none has none: no file, no rule, nothing fetched early', async () => {
  const theme = makeTheme(base, { options: { ...noOptions, fonts: false } });
  const files = await theme.assets(new Set());
  expect(files.filter(({ path }) => path.endsWith('.woff2'))).toEqual([]);
  const sheet = files.find(({ path }) => path.endsWith('.css'));
  expect(`${sheet?.contents}`).not.toContain('@font-face');
  const page = pageOf({ id: 'docs/a.md', kind: 'doc', title: 'A' });
  const text = theme.render(viewOf(page, collectionOf('doc', 'Docs', [page])), siteOf());
  expect(text).toContain(`${sheet?.path}`);
  expect(text).not.toContain('preload');
});

/** `U+0020-007e, U+00a0` as numbers. */
function all(ranges: string): readonly number[] {
  return ranges.split(',').flatMap((range) => {
    const [from = 0, to = from] = range
      .trim()
      .replace('U+', '')
      .split('-')
      .map((point) => Number.parseInt(point, 16));
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
}
