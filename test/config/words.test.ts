import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from '../../src/model/nearest.ts';
import { parseDuration, parseSize } from '../../src/model/quantity.ts';

describe('the nearest known word', () => {
  test.each([
    ['tilte', 'title'],
    ['Title', 'title'],
    ['tag', 'tags'],
    ['descripton', 'description'],
    ['x', undefined],
    ['completely', undefined],
  ])('of %s is %s', (word, known) => {
    expect(nearest(word, ['title', 'tags', 'description', 'draft'])).toBe(known);
  });

  test('distance is a metric on what people type', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  test('takes no long time for a long word', { timeout: 5_000 }, () => {
    const keys = Array.from({ length: 100 }, (_, at) => `key${at}`);
    expect(nearest('a'.repeat(1_000_000), keys)).toBeUndefined();
  });
});

describe('quantities', () => {
  test.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5h', 5_400_000],
    ['5m', 300_000],
    ['0s', undefined],
    ['30', undefined],
    ['30 s', undefined],
    ['-1s', undefined],
    ['9999h', undefined],
    ['1constructor', undefined],
  ])('the duration %s is %s', (text, value) => {
    expect(parseDuration(text)).toBe(value);
  });

  test.each([
    ['512MiB', 536_870_912],
    ['1GB', 1_000_000_000],
    ['64KiB', 65_536],
    ['10B', 10],
    ['512', undefined],
    ['1mib', undefined],
  ])('the size %s is %s', (text, value) => {
    expect(parseSize(text)).toBe(value);
  });
});
