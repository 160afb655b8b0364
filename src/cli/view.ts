import { ansi, columnsOf, cut, type SafeText } from './safe-text.ts';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

type Stream = NodeJS.WriteStream;

/** What a stream says of its terminal; the usual where it does not know. */
export function sizeOf(stream: Stream): TerminalSize {
  return { columns: stream.columns || 80, rows: stream.rows || 24 };
}

/** Lines that stay below everything else on a terminal, and are drawn over. */
export interface View {
  draw(lines: readonly SafeText[]): void;
  /** Does what writes to the terminal above the lines. */
  around(write: () => void): void;
}

export function createView(stream: Stream, hasColour: () => boolean): View {
  let drawn: readonly SafeText[] = [];
  let isUsed = false;

  /** Moves to the first column of the first line, and clears from there to the end of the screen. */
  const erasure = (): string => {
    if (drawn.length === 0) return '';
    // A terminal that was made narrower since has broken lines in two, and some of them in three.
    const { columns, rows } = sizeOf(stream);
    const taken = drawn.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(columnsOf(ansi(line, false)) / columns)),
      0,
    );
    const up = Math.min(taken, rows) - 1;
    return `\r${up > 0 ? `\u001b[${up}A` : ''}\u001b[J`;
  };
  const drawing = (): string => drawn.map((line) => ansi(line, hasColour())).join('\n');

  const draw = (lines: readonly SafeText[]): void => {
    const { columns, rows } = sizeOf(stream);
    const erased = erasure();
    // One column and one row are left free, or the terminal would break the line, or scroll.
    drawn = lines
      .slice(0, Math.max(1, rows - 1))
      .map((line) => cut(line, Math.max(1, columns - 1)));
    if (erased !== '' || drawn.length > 0) stream.write(erased + drawing());
    // However the process ends, nothing of it is left.
    if (!isUsed) process.once('exit', () => draw([]));
    isUsed = true;
  };
  return {
    draw,
    around(write) {
      if (drawn.length === 0) return write();
      stream.write(erasure());
      write();
      stream.write(drawing());
    },
  };
}
