import { describe, expect, test } from 'vitest';
import { isSlow } from '../../src/content/pattern/slow.ts';

describe('a pattern that may take forever on some text is told from one that does not', () => {
  test.each([
    '(a+)+',
    '(a*)*b',
    '(?:a|a)*b',
    '(?:a|ab|b)*c',
    '([a-z]+-?)+',
    '(?:\\w+\\s?)*!',
    'db(?:[0-9]+)+x',
    '(?:a?b?)*(?:x+x+)+y',
    '(?<name>(?:a|\\w)*)$',
    '(?=(a+)+$)a*',
    '(a+){20,}',
    '(a{1,30}){1,30}',
    '(?:[[a-z]&&[^x]]+|\\p{L})*1',
    '.*.*.*.*x',
    '.*a.*b.*c.*d',
    '\\d+\\d+\\d+\\d+x',
    '(?:(?:[a-c]c{1,3}){0,40}c)x',
    `db${'a?'.repeat(40)}x`,
    '(?:(?:(?:a?){4}){4}){4}x',
    '(?:abc?c?a?){0,40}x',
  ])('%s', (pattern) => {
    expect(new RegExp(pattern, 'v')).toBeDefined();
    expect(isSlow(pattern)).toBe(true);
  });
  test.each([
    'db[0-9]{1,3}',
    '.*',
    '[a-z]+(?:-[a-z]+)*',
    '(?:[a-z0-9]{1,63}\\.){1,4}',
    '(?:[a-z0-9\\-]+\\.)*[a-z]{2,}',
    '(?:\\d{1,3}\\.){3}\\d{1,3}',
    '[\\w.+\\-]+@[\\w\\-]+\\.[\\w.\\-]+',
    '(?:a|b|cd)*',
    '(?:a?)*b',
    '\\d+\\.\\d+\\.\\d+\\.\\d+',
    '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
    '(?:[0-9a-f]{2}:){5}[0-9a-f]{2}',
    '(?:\\/[^\\/]+)+',
    '(?!.*\\.\\.)[\\w.]+',
    '[[a-z]--[aeiou]]+',
    '(?:[a-z]{1,200}|[0-9]+)',
    '"(?:[^"\\\\]|\\\\.)*"',
    '',
  ])('and not %s', (pattern) => {
    expect(new RegExp(pattern, 'v')).toBeDefined();
    expect(isSlow(pattern)).toBe(false);
  });
  test('it takes little time itself', () => {
    expect(isSlow('(?:[a-z]{1,60}[0-9]){1,4}'.repeat(8))).toBe(false);
    expect(isSlow('(?:a|b|c|d|e|f|g|h)*'.repeat(3))).toBe(false);
    expect(isSlow(`(?:${'[ab]?'.repeat(35)})*`)).toBe(true);
  });
});
