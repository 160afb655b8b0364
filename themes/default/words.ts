import type { Words } from '../../src/model/locale.ts';
import { nearest } from '../../src/model/nearest.ts';
import type { Site } from '../../src/model/site.ts';
import { DrawError } from './draw-error.ts';
import { type Html, html, type Value } from './html.ts';
import { english } from './words/en.ts';
import type { Language, Phrase, WordKey } from './words/language.ts';
import { languages } from './words/languages.ts';
import type { phrases } from './words/phrases.ts';

type HolesOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | HolesOf<Rest>
  : never;
type PhraseOf<Key extends WordKey> = (typeof phrases)[Key];
type NamesOf<Key extends WordKey> =
  PhraseOf<Key> extends string
    ? HolesOf<PhraseOf<Key>>
    : 'count' | HolesOf<PhraseOf<Key>[keyof PhraseOf<Key>]>;
/** `count` is always a number: it chooses the form. */
type Values<Key extends WordKey, Each> = {
  readonly [Name in NamesOf<Key>]: Name extends 'count' ? number : Each;
};
type Filled<Key extends WordKey, Each> = [NamesOf<Key>] extends [never]
  ? readonly []
  : readonly [values: Values<Key, Each>];

/** Says the theme's phrases (`words/phrases.ts`) in the language of a page. */
export interface Translate {
  /** As plain text, for text and attributes: `t('pageOf', { page: 2, pages: 5 })`. */
  <Key extends WordKey>(key: Key, ...values: Filled<Key, string | number>): string;
  /** With HTML in its holes: `t.html('updatedOn', { date: time(iso, t) })`. */
  html<Key extends WordKey>(key: Key, ...values: Filled<Key, Value>): Html;
  /** A phrase of the theme's own, which its words say: `t.own('motto')`. */
  own(name: string, values?: Readonly<Record<string, string | number>>): string;
  /** A date as `site.dates` wants it: `2026-11-20`, or `20 November 2026`. */
  day(iso: string): string;
  /** Its month: `2026-11`, or `November 2026`. */
  month(iso: string): string;
}

type Own = Readonly<Record<string, Phrase>>;

/** What a theme says otherwise than the default one. */
export interface ThemeWords {
  /** In every language. */
  readonly all: Words;
  /** In one, by its tag in lower case; `de` is for `de-AT`, too. */
  readonly of: Readonly<Record<string, Words>>;
}

export const noWords: ThemeWords = { all: {}, of: {} };

/** The phrases of a site in its language: what the theme says otherwise, and what the site does. */
export function translateFor({ config }: Site, theme: ThemeWords = noWords): Translate {
  const { language, dates, words } = config;
  return translateOf(language, dates, ownWords(language, words, theme) as Own);
}

const together = new WeakMap<ThemeWords, WeakMap<Words, Map<string, Words>>>();

/** The same object each time: what is made of it is kept by it. */
function ownWords(tag: string, words: Words, theme: ThemeWords): Words {
  if (theme === noWords) return words;
  const byWords = together.get(theme) ?? new WeakMap<Words, Map<string, Words>>();
  together.set(theme, byWords);
  const byTag = byWords.get(words) ?? new Map<string, Words>();
  byWords.set(words, byTag);
  const made = byTag.get(tag) ?? { ...theme.all, ...languageWords(tag, theme), ...words };
  byTag.set(tag, made);
  return made;
}

function languageWords(tag: string, { of }: ThemeWords): Words {
  const parts = tag.toLowerCase().split('-');
  const tags = parts.map((_, at) => parts.slice(0, at + 1).join('-'));
  return Object.assign({}, ...tags.map((one) => of[one] ?? {}));
}

const none: Own = {};
const known = new WeakMap<Own, Map<string, Translate>>();

/** The phrases in a language. */
export function translateOf(
  tag: string,
  dates: 'iso' | 'long' = 'iso',
  own: Own = none,
): Translate {
  const made = known.get(own) ?? new Map<string, Translate>();
  known.set(own, made);
  const key = `${dates} ${tag}`;
  const translate = made.get(key) ?? makeTranslate(languageOf(tag), dates, own);
  made.set(key, translate);
  return translate;
}

/** `de-AT` is `de` where it has no table of its own; a language that is not known is English. */
function languageOf(tag: string): Language {
  const parts = tag.toLowerCase().split('-');
  for (let length = parts.length; length > 0; length -= 1) {
    const found = languages[parts.slice(0, length).join('-')];
    if (found !== undefined) return found;
  }
  return english;
}

/** Nothing for a hole that nothing fills, also where all objects have something of that name. */
function valueIn(values: Readonly<Record<string, Value>>, name: string): Value {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function makeTranslate(language: Language, dates: 'iso' | 'long', own: Own): Translate {
  const phraseOf = (key: WordKey, count: unknown): string => {
    const found: Phrase | undefined = own[key] ?? language.words[key] ?? english.words[key];
    if (found === undefined) throw unknownPhrase(key, own);
    if (typeof found === 'string') return found;
    const form = typeof count === 'number' ? language.plural(count) : 'other';
    return found[form] ?? found.other;
  };
  const partsOf = (key: WordKey, values: Readonly<Record<string, Value>> = {}): Value[] =>
    phraseOf(key, values.count)
      .split(/\{(\w+)\}/)
      .map((part, at) => (at % 2 === 1 ? valueIn(values, part) : part));
  const plain = new Map<WordKey, string>();
  const plainOf = (key: WordKey): string => {
    const said = plain.get(key) ?? partsOf(key).join('');
    plain.set(key, said);
    return said;
  };
  const say = (key: WordKey, values?: Readonly<Record<string, string | number>>) =>
    values === undefined ? plainOf(key) : partsOf(key, values).join('');
  return Object.assign(
    (key: WordKey, values?: Readonly<Record<string, string | number>>) => say(key, values),
    {
      own: say,
      html: (key: WordKey, values?: Readonly<Record<string, Value>>) =>
        html`${partsOf(key, values)}`,
      day: (iso: string) => (dates === 'iso' ? iso.slice(0, 10) : written(language.date, iso)),
      month: (iso: string) =>
        dates === 'iso' ? iso.slice(0, 7) : written(language.monthAndYear, iso),
    },
  ) as Translate;

  function written(pattern: string, iso: string): string {
    const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
    return pattern
      .replace('{day}', String(Number(day)))
      .replace('{month}', language.months[Number(month) - 1] ?? month)
      .replace('{year}', String(Number(year)));
  }
}

function unknownPhrase(name: string, own: Own): DrawError {
  const guess = nearest(name, [...Object.keys(own), ...Object.keys(english.words)]);
  return new DrawError(`no phrase is named \`${name}\``, {
    hint:
      guess === undefined
        ? "one of the theme's own is said by its `words.yml`"
        : `did you mean \`${guess}\`?`,
  });
}
