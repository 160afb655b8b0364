import { readFileSync } from 'node:fs';
import { read } from '../../themes/default/files.ts';
import { withoutComments, withoutTexts } from '../config/style-urls.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { editDistance, nearest } from '../model/nearest.ts';
import { mistakeIn } from './mistake.ts';

/**
 * Slips in style sheets that are joined with others: a brace too few or too many, which would change
 * what comes after it, and custom properties that are one letter off a token of the theme.
 * @param files absolute
 */
export function styleSlips(files: readonly string[], root: string): readonly Diagnostic[] {
  const sheets = files.map((file) => {
    const css = withoutComments(readFileSync(file, 'utf8'));
    return { file, css: withoutTexts(css) };
  });
  const used = new Set(sheets.flatMap(({ css }) => namesIn(css, /var\(\s*(--[\w-]+)/g)));
  return sheets.flatMap((sheet) => [...braceSlips(sheet, root), ...tokenSlips(sheet, used, root)]);
}

interface Sheet {
  readonly file: string;
  /** Without comments, and with nothing in its texts; as long as it was. */
  readonly css: string;
}

function braceSlips({ file, css }: Sheet, root: string): readonly Diagnostic[] {
  const open: number[] = [];
  const told = (at: number, message: string) =>
    mistakeIn(file, root, {
      code: 'theme-style',
      message,
      hint: 'all styles are joined to one file, so what follows would be read otherwise',
      range: { start: at, end: at + 1 },
    });
  for (const { 0: brace, index } of css.matchAll(/[{}]/g)) {
    if (brace === '{') open.push(index);
    else if (open.pop() === undefined) return [told(index, 'a `}` closes nothing')];
  }
  const [first] = open;
  return first === undefined ? [] : [told(first, 'a `{` is not closed')];
}

function tokenSlips(
  { file, css }: Sheet,
  used: ReadonlySet<string>,
  root: string,
): readonly Diagnostic[] {
  const tokens = new Set(namesIn(read('styles/tokens.css'), /(--[\w-]+)\s*:/g));
  return [...css.matchAll(/(--[\w-]+)\s*:/g)].flatMap(({ 1: name = '', index }) => {
    if (tokens.has(name) || used.has(name)) return [];
    const guess = nearest(name, tokens);
    if (guess === undefined || editDistance(name, guess) > 1) return [];
    // One more of a scale is no slip.
    if (name.replace(/\d/g, '') === guess.replace(/\d/g, '')) return [];
    return [
      mistakeIn(file, root, {
        code: 'theme-style',
        severity: 'warning',
        message: `nothing uses the property \`${name}\``,
        hint: `did you mean \`${guess}\`?`,
        range: { start: index, end: index + name.length },
      }),
    ];
  });
}

function namesIn(css: string, pattern: RegExp): readonly string[] {
  return [...css.matchAll(pattern)].map(([, name = '']) => name);
}
