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

function styled(format: Parameters<typeof styleText>[0]) {
  return (text: SafeText | string): SafeText => ({
    // Whether there is colour is the printer's affair, stream by stream.
    [content]: styleText(format, safe`${text}`[content], { validateStream: false }),
  });
}

export const bold = styled('bold');
export const dim = styled('dim');
export const red = styled(['bold', 'red']);
export const green = styled('green');
export const yellow = styled(['bold', 'yellow']);
export const blue = styled('blue');
export const cyan = styled('cyan');

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the styles themselves
const styles = /\x1b\[[\d;]*m/g;
/** Splits a text so that its styles are parts of their own. */
const style = new RegExp(`(${styles.source})`);

/** The text with its styles, or without any. */
export function ansi(text: SafeText, colour: boolean): string {
  return colour ? text[content] : text[content].replace(styles, '');
}

/** The text on no more than so many columns; what is cut off ends in `…`. */
export function cut(text: SafeText, columns: number): SafeText {
  const whole = text[content].replaceAll('\t', ' ');
  if (columnsOf(ansi(text, false)) <= columns) return { [content]: whole };
  let kept = '';
  let left = columns - 1;
  for (const part of whole.split(style)) {
    // A style is kept also behind the end, as it may be what ends another.
    if (part.startsWith('\u001b')) {
      kept += part;
      continue;
    }
    for (const character of part) {
      if (left < 0) break;
      const width = columnsOf(character);
      kept += width > left ? '…' : character;
      left = width > left ? -1 : left - width;
    }
  }
  return { [content]: kept };
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
