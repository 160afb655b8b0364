import { expect, test } from 'vitest';
import { readingMinutes } from '../../src/model/reading-time.ts';

test.each([
  [0, 'en', 1],
  [230, 'en', 1],
  [1150, 'en', 5],
  [1150, 'en-GB', 5],
  [1150, 'de-CH', 6],
  [2550, 'zh-Hant', 10],
  [1000, 'xx', 5],
])('%i words in %s take %i minutes', (words, language, minutes) => {
  expect(readingMinutes(words, language)).toBe(minutes);
});
