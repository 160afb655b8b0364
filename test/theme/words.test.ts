import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Phrase } from '../../themes/default/words/language.ts';
import { languages } from '../../themes/default/words/languages.ts';
import { phrases } from '../../themes/default/words/phrases.ts';
import { translateOf } from '../../themes/default/words.ts';

const textsOf = (phrase: Phrase): readonly string[] =>
  typeof phrase === 'string' ? [phrase] : Object.values(phrase);
const holesOf = (phrase: Phrase): readonly string[] =>
  [...new Set(textsOf(phrase).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

const own = Object.entries(languages).filter(([tag]) => !tag.includes('-'));

describe.each(own)('%s', (_, language) => {
  const own = new Map(Object.entries(language.words));

  test('says every phrase', () => {
    expect([...own.keys()].sort()).toEqual(Object.keys(phrases).sort());
  });

  test('has the holes of the English, and no others', () => {
    const asked = new Map<string, Phrase>(Object.entries(phrases));
    const different = [...own].filter(([key, said]) => {
      const wanted = holesOf(asked.get(key) ?? '');
      const has = holesOf(said);
      // The number may be left out where a form says it: "the only part".
      const without = (list: readonly string[]) => list.filter((hole) => hole !== '{count}').join();
      return (
        without(has) !== without(wanted) || (has.includes('{count}') && !wanted.includes('{count}'))
      );
    });
    expect(different).toEqual([]);
  });

  test('has a form for every number', () => {
    const counted = [...own.values()].filter((one) => typeof one !== 'string');
    for (const number of [0, 1, 2, 3, 5, 11, 14, 21, 22, 100, 101, 102, 111, 1_000_000]) {
      const form = language.plural(number);
      for (const one of counted) expect(Object.keys(one)).toEqual(expect.arrayContaining([form]));
    }
  });

  test('has twelve months, which stand in its dates', () => {
    expect(new Set(language.months).size).toBe(12);
    expect(holesOf(language.date)).toEqual(['{day}', '{month}', '{year}']);
    expect(holesOf(language.monthAndYear)).toEqual(['{month}', '{year}']);
  });
});

test('forms are those of CLDR, as Intl has them', () => {
  for (const [tag, language] of own) {
    const rules = new Intl.PluralRules(tag);
    for (let number = 0; number <= 210; number += 1) {
      expect([tag, number, language.plural(number)]).toEqual([tag, number, rules.select(number)]);
    }
  }
});

describe('a translation', () => {
  test('is in the nearest language that is there', () => {
    expect(translateOf('de-AT')('next')).toBe('Weiter');
    expect(translateOf('DE')('next')).toBe('Weiter');
    expect(translateOf('x-none')('next')).toBe('Next');
    expect(translateOf('zh-CN')('next')).toBe('下一页');
    expect(translateOf('zh-Hant-TW')('next')).toBe('Next');
  });

  test('is what the site says instead, in the form of the language', () => {
    const own = { minutesRead: { one: 'une', other: 'plusieurs: {count}' }, next: 'Allons' };
    const t = translateOf('fr', 'iso', own);
    expect(t('next')).toBe('Allons');
    expect(t('minutesRead', { count: 0 })).toBe('une');
    expect(t('minutesRead', { count: 2 })).toBe('plusieurs: 2');
    expect(translateOf('fr')('next')).toBe('Suivant');
  });

  test('what fills a hole is text, and no hole itself', () => {
    const t = translateOf('en');
    expect(String(t.html('writesFile', { file: '<b>{file}</b>' }))).toBe(
      'writes &lt;b&gt;{file}&lt;/b&gt;',
    );
  });

  test.each([
    ['en', '20 November 2026', 'November 2026'],
    ['de', '20. November 2026', 'November 2026'],
    ['fr', '20 novembre 2026', 'novembre 2026'],
    ['es', '20 de noviembre de 2026', 'noviembre de 2026'],
  ])('of a date in %s', (tag, day, month) => {
    const t = translateOf(tag, 'long');
    expect(t.day('2026-11-20T23:59:59Z')).toBe(day);
    expect(t.month('2026-11-20')).toBe(month);
    expect(translateOf(tag).day('2026-11-20T23:59:59Z')).toBe('2026-11-20');
  });
});

test('a hole that nothing fills leaves nothing, whatever its name is', () => {
  const t = translateOf('en', 'iso', {
    updatedOn: '{date}{constructor}!',
    home: '{toString}{x}H',
  });
  expect([`${t.html('updatedOn', { date: 'D' })}`, t('home')]).toEqual(['D!', 'H']);
});

test('the reference lists every phrase as it is', () => {
  const page = readFileSync(
    new URL('../../content/docs/reference/phrases.md', import.meta.url),
    'utf8',
  );
  const listed = [...page.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, name, said]) => [
    name,
    said,
  ]);
  const said = Object.entries(phrases).map(([name, phrase]) => [
    name,
    typeof phrase === 'string'
      ? phrase
      : Object.entries(phrase)
          .map(([form, text]) => `${form}: ${text}`)
          .join('; '),
  ]);
  expect(listed).toEqual(said);
});
