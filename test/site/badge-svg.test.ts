import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import { badgePath } from '../../src/site/badge-files.ts';
import { type BadgeText, badgeSvg } from '../../src/site/badge-svg.ts';

const text = (change: Partial<BadgeText> = {}): BadgeText => ({
  label: 'Runbook',
  message: 'proven 2026-11-21',
  state: 'verified',
  title: 'T: verified',
  language: 'en',
  direction: 'ltr',
  ...change,
});

const wordsIn = (svg: string): string[] =>
  [...svg.matchAll(/<text [^>]*>(.*)<\/text>/g)].map((found) => found[1] ?? '');

test('a badge says it in words, a sign and a title, with nothing that a policy may forbid', () => {
  const svg = badgeSvg(text());
  expect(wordsIn(svg)).toEqual(['Runbook', 'proven 2026-11-21']);
  expect(svg).toContain('<title>T: verified</title>');
  expect(svg).not.toMatch(/style|script|href|url\(/);
});

test('whatever the words are, it is one picture with room for them', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('ltr' as const, 'rtl' as const),
      (label, message, direction) => {
        const svg = badgeSvg(text({ label, message, title: label, direction }));
        using document = XmlDocument.fromString(svg);
        expect(document.root.name).toBe('svg');
        const width = Number(/^<svg [^>]* width="(\d+)"/.exec(svg)?.[1]);
        const lengths = [...svg.matchAll(/ textLength="(\d+)"/g)].map(([, one]) => Number(one));
        expect(lengths).toHaveLength(2);
        expect(lengths.reduce((sum, one) => sum + one, 0)).toBeLessThan(width);
      },
    ),
  );
});

test('longer words have more room, and ideographs more than letters', () => {
  const width = (message: string) => Number(/width="(\d+)"/.exec(badgeSvg(text({ message })))?.[1]);
  expect(width('failing, 6 verified')).toBeGreaterThan(width('failing'));
  expect(width('検証済み')).toBeGreaterThan(width('llll'));
});

test('in a language that runs to the left the text does, and dates do not', () => {
  const svg = badgeSvg(text({ message: 'أُثبت في 2026-11-21', direction: 'rtl' }));
  expect(wordsIn(svg)[1]).toBe('\u2067أُثبت في \u20662026-11-21\u2069\u2069');
});

test.each([
  ['index.html', 'badge.svg'],
  ['runbooks/a/index.html', 'runbooks/a/badge.svg'],
  ['runbooks/a.html', 'runbooks/a.badge.svg'],
  ['runbooks/my-index.html', 'runbooks/my-index.badge.svg'],
])('the badge of %s is %s', (path, badge) => expect(badgePath(path)).toBe(badge));
