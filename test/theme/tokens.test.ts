import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (path: string) =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const [root = ''] = read('themes/default/styles/tokens.css').split('\n}\n');
const tokens = new Map(
  [...root.matchAll(/\s--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
    name,
    value.replace(/\s+/g, ' ').trim(),
  ]),
);
const code = read('themes/default/styles/code.css');

type Rgb = readonly [number, number, number];
type Scheme = 'light' | 'dark';

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  const contrastOf = (a: string, b: string) => contrast(color(a, scheme), color(b, scheme));
  const grounds = ['--bg', '--bg-soft', '--bg-code', '--accent-soft'];

  test.each(['--text', '--text-soft', '--accent'])('%s can be read on all grounds', (name) => {
    for (const ground of grounds) expect(contrastOf(name, ground), ground).toBeGreaterThan(4.5);
  });

  test('text can be read on what is marked', () => {
    expect(contrastOf('--text', '--mark')).toBeGreaterThan(4.5);
  });

  const meanings = [...tokens.keys()].filter(
    (name) => tokens.has(`${name}-soft`) && !['bg', 'text'].includes(name),
  );
  test('every meaning has a colour and a ground', () => {
    expect(meanings).toEqual(
      expect.arrayContaining([
        ...['verified', 'failing', 'stale', 'unverified'],
        ...['note', 'tip', 'important', 'caution', 'warning', 'danger'],
      ]),
    );
  });

  test.each(meanings)('%s can be read on the page and on its own ground', (name) => {
    for (const ground of ['--bg', '--bg-soft', `--${name}-soft`]) {
      expect(contrastOf(`--${name}`, ground), ground).toBeGreaterThan(4.5);
    }
    expect(contrastOf('--text', `--${name}-soft`)).toBeGreaterThan(4.5);
    expect(contrastOf('--text-soft', `--${name}-soft`)).toBeGreaterThan(4.5);
  });

  test('the edges of controls can be seen', () => {
    for (const ground of grounds) {
      expect(contrastOf('--line-strong', ground), ground).toBeGreaterThan(3);
    }
  });

  const inks = [...code.matchAll(/(\.tok-[^{]+|:is\(\.tok-[^{]+)\{[^}]*?color: ([^;]+);/g)];
  test('code is coloured', () => expect(inks.length).toBeGreaterThan(6));

  test.each(inks.map(([, names = '', ink = '']) => [names.trim(), ink]))(
    'code that is %s can be read, on a marked line, too',
    (_, ink) => {
      const marked = 'color-mix(in srgb, var(--mark) 62%, var(--bg-code))';
      for (const ground of ['--bg-code', marked]) {
        expect(contrastOf(ink, ground), ground).toBeGreaterThan(4.5);
      }
    },
  );
});

test('the manual tells of every token, and of no other', () => {
  const told = [...read('content/docs/extending/look.md').matchAll(/`--([\w-]+)`/g)];
  expect([...new Set(told.map(([, name]) => name))].sort()).toEqual([...tokens.keys()].sort());
});

test('no style names a property that none sets', () => {
  const folder = new URL('../../themes/default/styles/', import.meta.url);
  const sheets = readdirSync(folder).map((name) => read(`themes/default/styles/${name}`));
  const namesIn = (pattern: RegExp) =>
    sheets.flatMap((sheet) => [...sheet.matchAll(pattern)].map(([, name = '']) => name));
  const set = new Set(namesIn(/(?<![\w-])--([\w-]+)\s*:/g));
  const used = namesIn(/var\(\s*--([\w-]+)/g);
  expect(used.length).toBeGreaterThan(300);
  expect(used.filter((one) => !set.has(one))).toEqual([]);
});

/** What a browser makes of a colour as our styles write them; throws for any other form. */
function color(value: string, scheme: Scheme): Rgb {
  const text = value.trim();
  if (text.startsWith('--')) return color(tokens.get(text.slice(2)) ?? `unknown ${text}`, scheme);
  const hex = /^#([0-9a-f]{6})$/.exec(text)?.[1];
  if (hex !== undefined) {
    const at = (place: number) => Number.parseInt(hex.slice(place, place + 2), 16);
    return [at(0), at(2), at(4)];
  }
  const [, name = '', inner = ''] = /^([\w-]+)\((.*)\)$/.exec(text) ?? [];
  const [first = '', second = '', third = ''] = listOf(inner);
  if (name === 'var') return color(first, scheme);
  if (name === 'light-dark') return color(scheme === 'light' ? first : second, scheme);
  const [, mixed = '', share = ''] = /^(.*) (\d+)%$/.exec(second) ?? [];
  if (name !== 'color-mix' || first !== 'in srgb' || mixed === '') throw new Error(text);
  return blend(color(mixed, scheme), color(third, scheme), Number(share) / 100);
}

/** `a, f(b, c)` as its two members. */
function listOf(text: string): readonly string[] {
  let depth = 0;
  let from = 0;
  const found: string[] = [];
  for (let at = 0; at <= text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (at < text.length && (text[at] !== ',' || depth > 0)) continue;
    found.push(text.slice(from, at).trim());
    from = at + 1;
  }
  return found;
}

function blend(a: Rgb, b: Rgb, share: number): Rgb {
  const at = (place: 0 | 1 | 2) => a[place] * share + b[place] * (1 - share);
  return [at(0), at(1), at(2)];
}

/** As WCAG 2.2 has it. */
function contrast(a: Rgb, b: Rgb): number {
  const [one, other] = [luminance(a), luminance(b)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
