import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { phrases } from '../../themes/default/words/phrases.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { describeValue } from '../model/findings.ts';
import type { Words } from '../model/locale.ts';
import { editDistance, nearest } from '../model/nearest.ts';
import { type Mistake, mistakeIn } from './mistake.ts';

export interface WordsFile {
  readonly words: Words;
  readonly problems: readonly Diagnostic[];
}

const forms = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The phrases of a theme in YAML: `words.yml`, `words.de.yml`. Those that are wrong are left out. */
export function readWords(file: string, root: string): WordsFile {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), {
    schema: 'core',
    prettyErrors: false,
    stringKeys: true,
    lineCounter: lines,
    logLevel: 'silent',
  });
  const problems: Diagnostic[] = [];
  const tell = (mistake: Omit<Mistake, 'code'>) =>
    problems.push(mistakeIn(file, root, { code: 'theme-phrase', severity: 'warning', ...mistake }));
  const [broken] = document.errors;
  if (broken !== undefined) {
    const isTwice = broken.code === 'DUPLICATE_KEY';
    tell({
      severity: 'error',
      message: isTwice ? 'the phrase is there twice' : `it is no YAML: ${broken.message}`,
      ...(isTwice ? { hint: 'take one of them away' } : {}),
      range: { start: broken.pos[0], end: broken.pos[1] },
    });
    return { words: {}, problems };
  }
  const { contents } = document;
  if (contents === null) return { words: {}, problems };
  if (!isMap(contents)) {
    tell({
      severity: 'error',
      message: 'the file must be a group of phrases by name',
      hint: 'such as `home: Bridge`',
    });
    return { words: {}, problems };
  }
  const words: Record<string, Words[string]> = {};
  for (const { key, value } of contents.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    const [start = 0, end = start] = key.range ?? [];
    const said: unknown = value === null ? undefined : document.createNode(value).toJSON();
    const wrong = phraseMistake(name, said);
    if (wrong === undefined) words[name] = said as Words[string];
    else tell({ ...wrong, range: { start, end } });
  }
  return { words, problems };
}

/** Without those that are wrong. */
export function soundWords(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).filter(([name, said]) => phraseMistake(name, said) === undefined),
  );
}

/** What is wrong with a phrase of a theme's own. */
export function phraseMistake(
  name: string,
  said: unknown,
): Pick<Mistake, 'message' | 'hint'> | undefined {
  const known: Words = phrases;
  const original = Object.hasOwn(known, name) ? known[name] : undefined;
  if (original === undefined) {
    const guess = nearest(name, Object.keys(known));
    if (guess !== undefined && editDistance(name, guess) <= (name.length < 8 ? 1 : 2)) {
      return {
        message: `\`${name}\` is no phrase of the theme`,
        hint: `did you mean \`${guess}\`?`,
      };
    }
    // Any other name is a phrase of the theme's own.
    return isPhrase(said) ? undefined : noPhrase(name, said);
  }
  const shown = `in English it is ${JSON.stringify(typeof original === 'string' ? original : original.other)}`;
  if (!isPhrase(said)) return { ...noPhrase(name, said), hint: shown };
  const holes = [...new Set(['count', ...holesOf(original)])];
  const empty = holesOf(said).find((hole) => !holes.includes(hole));
  if (empty === undefined) return undefined;
  const guess = nearest(empty, holes);
  return {
    message: `\`${name}\` has the hole \`{${empty}}\`, which nothing fills`,
    hint: guess === undefined ? shown : `did you mean \`{${guess}}\`? I${shown.slice(1)}`,
  };
}

function noPhrase(name: string, said: unknown): Pick<Mistake, 'message' | 'hint'> {
  const message = `\`${name}\` must be text, or its forms (${forms.join(', ')}) with \`other\`, found ${describeValue(said)}`;
  return { message };
}

function isPhrase(value: unknown): value is Words[string] {
  if (typeof value === 'string') return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    'other' in value &&
    entries.every(([form, text]) => forms.includes(form) && typeof text === 'string')
  );
}

function holesOf(said: Words[string]): readonly string[] {
  const texts = typeof said === 'string' ? [said] : Object.values(said);
  return texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, hole = '']) => hole));
}
