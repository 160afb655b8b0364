import { columnsOf } from '../../src/cli/safe-text.ts';

export interface Screen {
  /** What is on it and what was scrolled away, without empty lines at the end. */
  readonly lines: readonly string[];
  /** How often a line was longer than the terminal and was broken. */
  readonly broken: number;
}

/**
 * What a terminal of so many columns and rows shows after this output. It knows what we use and fails
 * for anything else: a new line, a return, the cursor up, styles, and clearing to the end.
 */
export function screenAfter(output: string, size: { columns: number; rows: number }): Screen {
  const lines: string[][] = [[]];
  let [row, column, broken] = [0, 0, 0];
  /** The first line that is still on the screen. */
  const top = () => Math.max(0, lines.length - size.rows);
  const down = () => {
    row += 1;
    if (row === lines.length) lines.push([]);
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal acts on
  const tokens = output.matchAll(/\u001b\[(\d*)([A-Za-z])|([\s\S])/gu);
  for (const [whole, number = '', command, character] of tokens) {
    if (command === 'A') row = Math.max(top(), row - Number(number || 1));
    else if (command === 'J') lines.splice(row, lines.length, (lines[row] ?? []).slice(0, column));
    else if (command === 'm') continue;
    else if (command !== undefined)
      throw new Error(`the terminal does not know ${JSON.stringify(whole)}`);
    else if (character === '\r') column = 0;
    else if (character === '\n') down();
    else if (character !== undefined) {
      const width = columnsOf(character);
      if (column + width > size.columns) {
        broken += 1;
        column = 0;
        down();
      }
      const line = lines[row] ?? [];
      while (line.length < column) line.push(' ');
      line.splice(column, width, character, ...new Array<string>(Math.max(0, width - 1)).fill(''));
      column += width;
    }
  }
  const texts = lines.map((line) => line.join('').trimEnd());
  while (texts.at(-1) === '') texts.pop();
  return { lines: texts, broken };
}
