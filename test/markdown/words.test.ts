import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOfWords, wordsIn } from '../../src/markdown/words.ts';

test.each([
  ['', 0],
  ['one', 1],
  ["it's a well-known snake_case thing", 5],
  ['it’s — “quoted” … done', 3],
  ['--a-- _b_ c-- -d', 4],
  ['Übersicht über größere Wörter', 4],
  ['2.5 x³ 1/2', 5],
  ['漢字かな カタカナ', 8],
  ['한국어 텍스트', 2],
  ['e\u0301clair', 1],
  ['👍 ok', 1],
  ['ภาษาไทยไม่มีช่องว่าง', 4],
  ['ระบบ DNS', 2],
])('%j has so many words', (text, words) => {
  expect(wordsIn(text)).toBe(words);
});

test('counting by table is counting by the expression', () => {
  const letters = fc.constantFrom(..."aZé9ß-'’_. \n–“·ªˆ×÷漢かＡ");
  fc.assert(
    fc.property(fc.string({ unit: letters }), (text) => {
      // A letter of another script has the whole text read by the expression.
      expect(wordsIn(text)).toBe(wordsIn(`${text} Ω`) - 1);
    }),
    { numRuns: 2000 },
  );
});

test('a text is cut behind so many words', () => {
  expect(endOfWords('one two three', 2)).toBe(7);
  expect(endOfWords('one two three', 3)).toBeUndefined();
  expect(endOfWords('漢字かな', 2)).toBe(2);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 5 }), (text, words) => {
      const end = endOfWords(text, words);
      if (end === undefined) expect(wordsIn(text)).toBeLessThanOrEqual(words);
      else expect(wordsIn(text.slice(0, end))).toBe(words);
    }),
  );
});
