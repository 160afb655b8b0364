import { styleText } from 'node:util';
import { harmless } from './harmless.ts';

const content: unique symbol = Symbol('safe text');

/**
 * One line for the terminal. Its styles are our own and everything else in it was made harmless: the
 * printer takes nothing else, so no text of others reaches the terminal as it is.
 */
export interface SafeText {
  readonly [content]: string;
}

/** Fills a template; what is put in is made harmless unless it is safe already. */
export function safe(
  strings: TemplateStringsArray,
  ...values: readonly (SafeText | string | number)[]
): SafeText {
  const filled = strings.map((piece, index) => {
    const value = index < values.length ? (values[index] ?? '') : '';
    return piece + (typeof value === 'object' ? value[content] : harmless(String(value)));
  });
  return { [content]: filled.join('') };
}

export function joined(parts: readonly SafeText[], separator = ' '): SafeText {
  return { [content]: parts.map((part) => part[content]).join(separator) };
}

/** A line that was made, styles and all, from nothing but harmless text. */
export function trusted(line: string): SafeText {
  return { [content]: line };
}

function style(format: Parameters<typeof styleText>[0]) {
  return (text: SafeText | string): SafeText => ({
    // Whether there is colour is the printer's affair, stream by stream.
    [content]: styleText(format, safe`${text}`[content], { validateStream: false }),
  });
}

export const bold = style('bold');
export const dim = style('dim');
export const red = style(['bold', 'red']);
export const green = style('green');
export const yellow = style(['bold', 'yellow']);
export const blue = style('blue');
export const cyan = style('cyan');

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the styles themselves
const styles = /\x1b\[[\d;]*m/g;

/** The text with its styles, or without any. */
export function ansi(text: SafeText, colour: boolean): string {
  return colour ? text[content] : text[content].replace(styles, '');
}

/** Without styles and cut to so many columns, for a line that is drawn over. */
export function cut(text: SafeText, columns: number): string {
  const bare = ansi(text, false).replaceAll('\t', ' ');
  if (columnsOf(bare) <= columns) return bare;
  let kept = '';
  let used = 1;
  for (const character of bare) {
    used += columnsOf(character);
    if (used > columns) break;
    kept += character;
  }
  return `${kept}…`;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const empty = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many columns of a terminal a text takes: East Asian wide characters and emoji take two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += empty.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return columns;
}
