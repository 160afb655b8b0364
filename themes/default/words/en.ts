import { type Language, oneAndOther } from './language.ts';
import { phrases } from './phrases.ts';

export const english: Language = {
  words: phrases,
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  date: '{day} {month} {year}',
  monthAndYear: '{month} {year}',
  plural: oneAndOther,
};
