import { layouts } from '../../themes/default/layouts.ts';
import { parts } from '../../themes/default/parts.ts';
import { describeValue, unknownKey } from '../model/findings.ts';
import { type Extension, isExtension } from './define.ts';
import { optionNames } from './options.ts';
import { phraseMistake } from './words-file.ts';

/** What is wrong, in words; a warning where the theme can do without it. */
export interface ExtensionProblem {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly code: 'theme-invalid' | 'theme-override' | 'theme-phrase';
  /** Of the key. */
  readonly path: readonly string[];
}

const keys: readonly (keyof Extension)[] = [
  ...([
    'name',
    'extends',
    'parts',
    'layouts',
    'styles',
    'words',
    'wordsOf',
    'options',
    'keepsNothing',
  ] as const),
];
const optionTypes = ['string', 'number', 'boolean', 'list'];

/** What types would have told of what `extendTheme()` was given. */
export function extensionProblems(extension: Extension): readonly ExtensionProblem[] {
  const given: Readonly<Record<string, unknown>> = { ...extension };
  return [
    ...unknown([], given, keys, 'theme-invalid'),
    ...(isBase(given.extends)
      ? []
      : [wrong(['extends'], '"default", "plain" or what `extendTheme()` gives', given.extends)]),
    ...functions('parts', given.parts, Object.keys(parts)),
    ...functions('layouts', given.layouts, Object.keys(layouts)),
    ...Object.entries(groupOf(given.styles)).flatMap(([name, css]) =>
      typeof css === 'string' ? [] : [wrong(['styles', name], 'CSS as text', css)],
    ),
    ...phrases(['words'], given.words),
    ...Object.entries(groupOf(given.wordsOf)).flatMap(([tag, words]) =>
      phrases(['wordsOf', tag], words),
    ),
    ...optionProblems(given.options),
    ...Object.keys(groupOf(given.options)).flatMap((name) =>
      optionNames.includes(name) ? [ordinary(name)] : [],
    ),
  ];
}

function isBase(value: unknown): boolean {
  return value === undefined || value === 'default' || value === 'plain' || isExtension(value);
}

/** Of an option that every theme has which begins with one of ours. */
function ordinary(name: string): ExtensionProblem {
  return {
    code: 'theme-invalid',
    path: ['options', name],
    message: `\`options.${name}\` is one of the ordinary options already`,
    hint: 'give it another name',
  };
}

/** Of the options that a theme says it takes. */
export function optionProblems(options: unknown): readonly ExtensionProblem[] {
  return Object.entries(groupOf(options)).flatMap(([name, spec]) => {
    const type = groupOf(spec).type;
    return typeof type === 'string' && optionTypes.includes(type)
      ? []
      : [wrong(['options', name, 'type'], optionTypes.map((one) => `"${one}"`).join(' or '), type)];
  });
}

function functions(
  kind: 'parts' | 'layouts',
  given: unknown,
  known: readonly string[],
): readonly ExtensionProblem[] {
  const own = groupOf(given);
  return [
    ...unknown([kind], own, known, 'theme-override'),
    ...Object.entries(own).flatMap(([name, draw]) =>
      typeof draw === 'function' || !known.includes(name)
        ? []
        : [wrong([kind, name], 'a function', draw)],
    ),
  ];
}

function phrases(path: readonly string[], words: unknown): readonly ExtensionProblem[] {
  return Object.entries(groupOf(words)).flatMap(([name, said]) => {
    const mistake = phraseMistake(name, said);
    return mistake === undefined
      ? []
      : [{ ...mistake, code: 'theme-phrase' as const, path: [...path, name] }];
  });
}

function unknown(
  path: readonly string[],
  given: object,
  known: readonly string[],
  code: ExtensionProblem['code'],
): readonly ExtensionProblem[] {
  return Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const { message, hint } = unknownKey([...path, key], known);
      return { code, message, hint, path: [...path, key] };
    });
}

function wrong(path: readonly string[], expected: string, found: unknown): ExtensionProblem {
  return {
    code: 'theme-invalid',
    path,
    message: `\`${path.join('.')}\` must be ${expected}, found ${describeValue(found)}`,
  };
}

function groupOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
