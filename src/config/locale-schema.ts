import type { NavigationLink } from '../model/config.ts';
import type { Words } from '../model/locale.ts';
import type { UserLocale, UserVersion } from './define.ts';
import { flag, isText, oneOf, text, textOf } from './schema-parts.ts';
import { group, leaf, list, record, type Shape } from './shape.ts';

const forms = ['zero', 'one', 'two', 'few', 'many', 'other'];

const phrase = leaf<Words[string]>(
  `text, or its forms (${forms.join(', ')}) with \`other\` among them`,
  (value) => {
    if (isText(value)) return true;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const entries = Object.entries(value);
    return 'other' in value && entries.every(([form, one]) => forms.includes(form) && isText(one));
  },
);

/** Which phrases there are is the theme's business: see `checkWords`. */
export const words: Shape<Words> = record(
  'a group of phrases by name',
  (name) => /^[A-Za-z]\w*$/.test(name) || 'named as the theme names its phrases',
  phrase,
);

const tag = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

export const locales = record(
  'a group of languages by tag, such as `{ en: {}, de: {} }`',
  (name) => tag.test(name) || 'named with a language tag such as "en" or "de-CH"',
  group<UserLocale>({
    label: textOf('text', (value) => value.trim() !== '').optional(),
    prefix: textOf('a part of a path such as "de", or ""', (value) =>
      /^\/?(?:[\w-][\w.-]*(?:\/[\w-][\w.-]*)*)?\/?$/.test(value),
    ).optional(),
    direction: oneOf(['ltr', 'rtl']).optional(),
    fallback: flag.optional(),
    title: text.optional(),
    description: text.optional(),
    author: text.optional(),
    navigation: list(
      'a list of `{ label, link }`',
      group<NavigationLink>({ label: text, link: text }),
    ).optional(),
    words: words.optional(),
    collections: record(
      'a group of collections by name',
      () => true,
      group<{ title?: string | undefined; description?: string | undefined }>({
        title: text.optional(),
        description: text.optional(),
      }),
    ).optional(),
    taxonomies: record(
      'a group of taxonomies by name',
      () => true,
      group<{ title?: string | undefined }>({ title: text.optional() }),
    ).optional(),
  }),
);

const folderName = /^[\w-][\w.+-]*$/;

export const versions = record(
  'a group of collections by name, such as `{ docs: { v2: {}, v1: {} } }`',
  () => true,
  record(
    'a group of versions by name, the latest first, such as `{ v2: {}, v1: {} }`',
    (name) => folderName.test(name) || 'named with letters, digits, `.`, `-`, `+` and `_`',
    group<UserVersion>({
      label: textOf('text', (value) => value.trim() !== '').optional(),
      status: oneOf(['latest', 'old', 'unreleased']).optional(),
      folder: textOf(
        'the name of a folder, or "." for that of the collection',
        (value) => value === '.' || folderName.test(value),
      ).optional(),
    }),
  ),
);
