import type { phrases } from './phrases.ts';

/** CLDR's names of the forms that a counted word can take. */
export type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/**
 * What the theme says, with holes such as `{date}`; or, of what is counted by `{count}`, the forms that
 * the language has.
 */
export type Phrase = string | ({ readonly other: string } & Partial<Record<PluralForm, string>>);

/** The name of a phrase of the theme. */
export type WordKey = keyof typeof phrases;

/** The interface in one language. What it leaves out is said in English. */
export interface Language {
  readonly words: Readonly<Partial<Record<WordKey, Phrase>>>;
  /** January first, as they stand in a date. */
  readonly months: readonly string[];
  /** `{day}`, `{month}` (a name) and `{year}` in their order. */
  readonly date: string;
  /** The same without the day. */
  readonly monthAndYear: string;
  /** The form for a whole number that is not negative (Unicode CLDR, cardinal rules). */
  readonly plural: (count: number) => PluralForm;
}

export const oneAndOther = (count: number): PluralForm => (count === 1 ? 'one' : 'other');
export const upToOneAndOther = (count: number): PluralForm => (count <= 1 ? 'one' : 'other');
export const onlyOther = (): PluralForm => 'other';
