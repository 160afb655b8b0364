import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { asset } from '../../themes/default/assets.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { OutputFile } from '../model/output.ts';
import { mistakeIn, shownPath } from './mistake.ts';

export interface StyleFile {
  /** With the names that the files beside it are published by. */
  readonly css: string;
  /** What it names with `url()`. */
  readonly files: readonly OutputFile[];
  readonly problems: readonly Diagnostic[];
}

const urlToken = /url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]*))\s*\)/gi;

/**
 * A style sheet of a site or its theme. What it names relative to itself is published; a path of the
 * site (`/font.woff2`) is found below any base.
 */
export function readStyle(file: string, root: string): StyleFile {
  const css = readFileSync(file, 'utf8');
  const bare = withoutComments(css);
  const files = new Map<string, OutputFile>();
  const problems = importsIn(bare).map((range) =>
    mistakeIn(file, root, {
      code: 'theme-style',
      message: 'an `@import` is not heeded, as all styles are joined to one file',
      hint: 'put what it imports into a style of its own',
      range,
    }),
  );
  let text = '';
  let end = 0;
  for (const match of bare.matchAll(urlToken)) {
    const [whole, double, single, plain] = match;
    const target = double ?? single ?? plain ?? '';
    const named = namedFile(target, file);
    if (named === undefined) continue;
    if (named.file !== undefined && !isFile(named.file)) {
      const at = match.index + whole.indexOf(target);
      problems.push(
        mistakeIn(file, root, {
          code: 'theme-style',
          message: `the style names the file \`${target}\`, which is not there`,
          hint: `it is looked for at \`${shownPath(named.file, root)}\``,
          range: { start: at, end: at + target.length },
        }),
      );
      continue;
    }
    const url = named.file === undefined ? named.url : published(named.file) + named.rest;
    text += `${css.slice(end, match.index)}url("${url}")`;
    end = match.index + whole.length;
  }
  return { css: ended(text + css.slice(end)), files: [...files.values()], problems };

  function published(path: string): string {
    const ending = extname(path);
    const name = basename(path, ending).replace(/[^\w-]+/g, '-');
    const made = asset(name, ending.slice(1), readFileSync(path));
    files.set(made.path, { ...made, from: shownPath(path, root) });
    return basename(made.path);
  }
}

type Named =
  /** From where the sheet is published. */
  | { readonly url: string; readonly file?: undefined }
  | { readonly file: string; readonly rest: string };

/** Nothing of what a browser finds as it is written. */
function namedFile(target: string, from: string): Named | undefined {
  if (target === '' || target.startsWith('#') || /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(target))
    return undefined;
  if (target.startsWith('/')) return { url: `..${target}` };
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/.exec(target) ?? [];
  return { file: resolve(dirname(from), decoded(path)), rest };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function importsIn(bare: string): readonly { readonly start: number; readonly end: number }[] {
  return [...bare.matchAll(/@import\b/gi)].map(({ index }) => ({ start: index, end: index + 7 }));
}

/** As long as it was. */
function withoutComments(css: string): string {
  return css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, (comment) => ' '.repeat(comment.length));
}

function ended(css: string): string {
  return css === '' || css.endsWith('\n') ? css : `${css}\n`;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
