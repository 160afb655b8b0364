import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsIn } from '../../src/markdown/words.ts';

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
