import type { ExpectedLine } from '../../model/runbook.ts';
import type { LineMatcher } from './match.ts';

/** Which expected line stands for which actual one, in order. */
export type Pairing =
  | { readonly kind: 'same'; readonly i: number; readonly j: number }
  /** An actual line that a `...` takes. */
  | { readonly kind: 'skipped'; readonly i: number; readonly j: number }
  | { readonly kind: 'missing'; readonly i: number }
  | { readonly kind: 'extra'; readonly j: number };

/** The table below has one byte a cell. */
const mostCells = 1_000_000;

const step = { same: 0, skip: 1, missing: 2, extra: 3 } as const;

/**
 * The alignment of expected and actual lines with the fewest differences. Of a long output only as
 * many lines are looked at as the table allows; the rest is `extra`.
 */
export function align(
  expected: readonly ExpectedLine[],
  actualLength: number,
  matcher: LineMatcher,
): readonly Pairing[] {
  const head: Pairing[] = [];
  let start = 0;
  while (start < actualLength && matcher.matches(start, start)) {
    head.push({ kind: 'same', i: start, j: start });
    start += 1;
  }
  const rows = Math.min(expected.length - start, mostCells - 1);
  const columns = Math.min(actualLength - start, Math.floor(mostCells / (rows + 1)));
  const { steps, width } = table(expected, { start, rows, columns }, matcher);
  const middle: Pairing[] = [];
  let i = rows;
  let j = columns;
  while (i > 0 || j > 0) {
    const at = { i: start + i - 1, j: start + j - 1 };
    switch (steps[i * width + j]) {
      case step.same:
        middle.push({ kind: 'same', ...at });
        i -= 1;
        j -= 1;
        break;
      case step.skip:
        middle.push({ kind: 'skipped', ...at });
        j -= 1;
        break;
      case step.missing:
        middle.push({ kind: 'missing', i: at.i });
        i -= 1;
        break;
      default:
        middle.push({ kind: 'extra', j: at.j });
        j -= 1;
    }
  }
  const tail: Pairing[] = [];
  for (let at = start + rows; at < expected.length; at += 1) tail.push({ kind: 'missing', i: at });
  for (let at = start + columns; at < actualLength; at += 1) tail.push({ kind: 'extra', j: at });
  return [...head, ...middle.reverse(), ...tail];
}

/** For each pair of prefixes, the last step of their cheapest alignment. */
function table(
  expected: readonly ExpectedLine[],
  part: { readonly start: number; readonly rows: number; readonly columns: number },
  matcher: LineMatcher,
): { readonly steps: Uint8Array; readonly width: number } {
  const width = part.columns + 1;
  const steps = new Uint8Array((part.rows + 1) * width);
  let above = new Uint32Array(width);
  for (let j = 1; j < width; j += 1) {
    above[j] = j;
    steps[j] = step.extra;
  }
  for (let i = 1; i <= part.rows; i += 1) {
    const row = new Uint32Array(width);
    const isAny = expected[part.start + i - 1]?.kind === 'any-lines';
    row[0] = (above[0] ?? 0) + (isAny ? 0 : 1);
    steps[i * width] = step.missing;
    for (let j = 1; j < width; j += 1) {
      const missing = (above[j] ?? 0) + (isAny ? 0 : 1);
      const extra = (row[j - 1] ?? 0) + (isAny ? 0 : 1);
      let cost = Math.min(missing, extra);
      let last: number = extra <= missing ? (isAny ? step.skip : step.extra) : step.missing;
      const same = above[j - 1] ?? 0;
      if (!isAny && same <= cost && matcher.matches(part.start + i - 1, part.start + j - 1)) {
        cost = same;
        last = step.same;
      }
      row[j] = cost;
      steps[i * width + j] = last;
    }
    above = row;
  }
  return { steps, width };
}
