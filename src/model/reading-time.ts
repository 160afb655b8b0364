/**
 * How many words a minute people read silently, by language: rounded from Trauzettel-Klosinski and
 * Dietz, "Standardized assessment of reading performance", Investigative Ophthalmology & Visual Science
 * 53 (2012). Chinese and Japanese are counted in characters.
 */
const wordsPerMinute: Readonly<Record<string, number>> = {
  ar: 140,
  de: 180,
  en: 230,
  es: 220,
  fi: 160,
  fr: 195,
  he: 185,
  it: 190,
  ja: 355,
  nl: 200,
  pl: 165,
  pt: 180,
  ru: 185,
  sl: 180,
  sv: 200,
  tr: 165,
  zh: 255,
};
const elsewhere = 200;

/** Whole minutes, at least one. @param language A BCP 47 tag, such as `de-CH`. */
export function readingMinutes(words: number, language: string): number {
  const name = language.toLowerCase().split('-', 1)[0] ?? '';
  return Math.max(1, Math.round(words / (wordsPerMinute[name] ?? elsewhere)));
}
