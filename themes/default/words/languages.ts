import { arabic } from './ar.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import { french } from './fr.ts';
import { italian } from './it.ts';
import { japanese } from './ja.ts';
import type { Language } from './language.ts';
import { dutch } from './nl.ts';
import { portuguese } from './pt.ts';
import { chinese } from './zh.ts';

/** By BCP 47 tag in lower case, as short as it can be. */
export const languages: Readonly<Record<string, Language>> = {
  ar: arabic,
  de: german,
  en: english,
  es: spanish,
  fr: french,
  it: italian,
  ja: japanese,
  nl: dutch,
  pt: portuguese,
  zh: chinese,
  // Another script: better none than the wrong one.
  'zh-hant': english,
  'zh-hk': english,
  'zh-mo': english,
  'zh-tw': english,
};
