import type { LineRange } from '../code-marks.ts';
import type { LineMark } from './markers.ts';

/** What lines can be shown as, in the order of their classes. */
export const lineMarks: readonly LineMark[] = [
  'highlighted',
  'inserted',
  'removed',
  'focused',
  'error',
  'warning',
  'info',
];

/** Which lines of a block are set off, and how. Lines are counted from 1. */
export class LineMarks {
  /** A bit for each mark. */
  readonly #bits: Uint8Array;

  constructor(lines: number) {
    this.#bits = new Uint8Array(lines + 1);
  }

  add(mark: LineMark, { first, last }: LineRange): void {
    const bit = bitOf(mark);
    const end = Math.min(last, this.#bits.length - 1);
    for (let line = first; line <= end; line += 1) this.#bits[line] = (this.#bits[line] ?? 0) | bit;
  }

  has(mark: LineMark): boolean {
    return this.#bits.some((bits) => (bits & bitOf(mark)) !== 0);
  }

  of(line: number): readonly LineMark[] {
    const bits = this.#bits[line] ?? 0;
    return bits === 0 ? none : lineMarks.filter((mark) => (bits & bitOf(mark)) !== 0);
  }
}

const none: readonly never[] = [];

function bitOf(mark: LineMark): number {
  return 1 << lineMarks.indexOf(mark);
}
