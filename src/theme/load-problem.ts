import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import * as api from './api.ts';
import { firstLine, stackOf } from './import-module.ts';
import { mistakeIn, placeInStack } from './mistake.ts';

export interface LoadProblemInput {
  readonly root: string;
  /** What could not be done, in words. */
  readonly what: string;
  /** The file or folder whose code it is, absolute: places outside of it are none of the author's. */
  readonly within: string;
}

/** Why a module could not be loaded, where its code says it. */
export function loadProblem(error: unknown, { root, what, within }: LoadProblemInput): Diagnostic {
  const said = readable(firstLine(error).replaceAll(`${root}/`, ''));
  const place = error instanceof Error ? placeInStack(error, within) : undefined;
  const missing = /^Cannot find (?:module|package) '([^']+)'/.exec(firstLine(error))?.[1];
  const message = `${what}: ${said}`;
  const code = 'theme-load';
  if (place === undefined) {
    const hint = hintFor(said, missing);
    return diagnostic({ code, message, hint, details: stackOf(error) });
  }
  const range = missing === undefined ? undefined : rangeOf(missing, place.file);
  const hint = hintFor(said, missing, dirname(place.file));
  return mistakeIn(place.file, root, { code, message, hint, range: range ?? place.range });
}

/** Without what a compiler makes of names: `(0 , _theme.htm) is not a function`. */
export function readable(message: string): string {
  return message
    .replace(/^(?:\w*Error: )+/, '')
    .replace(/\(0 , _\w+\.(\w+)\)/g, '`$1`')
    .trim();
}

/** What is meant by a name that `rutter/theme` does not have, in a message. */
export function nameHint(message: string): string | undefined {
  const name = /`(\w+)` is not a (?:function|constructor)/.exec(message)?.[1];
  if (name === undefined) return undefined;
  const names = Object.keys(api).filter((one) => /^[a-z]/.test(one));
  if (names.includes(name))
    return `it is in \`rutter/theme\`: \`import { ${name} } from 'rutter/theme'\``;
  const guess = nearest(name, names);
  return guess === undefined
    ? 'nothing of that name was imported'
    : `did you mean \`${guess}\` of \`rutter/theme\`?`;
}

function hintFor(said: string, missing?: string, folder?: string): string | undefined {
  if (missing === undefined) return nameHint(said);
  if (/^rutter\//.test(missing)) return 'did you mean `rutter/theme`?';
  if (!/^[./]/.test(missing)) {
    const [first = '', second = ''] = missing.split('/');
    const name = first.startsWith('@') ? `${first}/${second}` : first;
    return `install it: \`npm install ${name}\``;
  }
  const [, path = '', name = ''] = /^(.*?)([^/]*)$/.exec(missing) ?? [];
  const guess = folder === undefined ? undefined : nearest(name, namesIn(`${folder}/${path}`));
  return guess === undefined ? undefined : `did you mean \`${path}${guess}\`?`;
}

/** Where a specifier stands in a file. */
function rangeOf(specifier: string, file: string) {
  const text = readFileSync(file, 'utf8');
  for (const quote of ["'", '"', '`']) {
    const start = text.indexOf(`${quote}${specifier}${quote}`);
    if (start !== -1) return { start, end: start + specifier.length + 2 };
  }
  return undefined;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
