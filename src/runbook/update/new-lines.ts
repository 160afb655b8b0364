import type { Expectation, ExpectedLine } from '../../model/runbook.ts';
import type { Execution } from '../../model/sandbox.ts';
import { type ActualLine, actualLines } from '../compare/actual.ts';
import { align } from '../compare/align.ts';
import { lineMatcher } from '../compare/match.ts';
import { sharpened } from './sharpen.ts';
import { type LinePlace, writtenLine } from './written-line.ts';

/** A line of the new expectation: one of the old, by its index, or a new text. */
export type NewLine = { readonly kept: number } | { readonly text: string };

/**
 * The expected lines with the differences mended: each line that matches stays as it is written, and
 * so does each `...`; what is missing goes, and what is printed beside it comes.
 */
export function newLines(
  { lines, of }: Expectation,
  output: Pick<Execution, 'stdout' | 'stderr'>,
  place: Omit<LinePlace, 'first' | 'last'>,
): readonly NewLine[] {
  const candidates = of === 'stdout' ? [output.stdout] : bothWays(output);
  const ways = candidates.map((bytes) => {
    const written = actualLines(bytes);
    return aligned(lines, of === 'terminal' ? withoutBlankEnd(written) : written);
  });
  const [best] = ways.sort((a, b) => costOf(a, lines.length) - costOf(b, lines.length));
  const chosen = best ?? [];
  return chosen.map((one, index) => {
    if ('kept' in one) return one;
    const isLast = index === chosen.length - 1;
    return { text: writtenLine(one.line, { ...place, first: index === 0, last: isLast }) };
  });
}

type Aligned = { readonly kept: number } | { readonly line: ActualLine };

function aligned(
  expected: readonly ExpectedLine[],
  actual: readonly ActualLine[],
): readonly Aligned[] {
  const matcher = lineMatcher(expected, actual);
  const isDots = (i: number): boolean => expected[i]?.kind === 'any-lines';
  const pairs = sharpened(align(expected, actual.length, matcher), isDots);
  return pairs.flatMap((pair): readonly Aligned[] => {
    if (pair.kind === 'same') return [{ kept: pair.i }];
    if (pair.kind === 'extra') {
      const line = actual[pair.j];
      return line === undefined ? [] : [{ line }];
    }
    // Each `...` comes once as missing, before the lines that it takes.
    return pair.kind === 'missing' && isDots(pair.i) ? [{ kept: pair.i }] : [];
  });
}

/** How many lines are new; of as many, the places where something changes decide. */
function costOf(lines: readonly Aligned[], before: number): number {
  const added = lines.filter((one) => 'line' in one).length;
  let places = 0;
  /** The old line that comes next where nothing changes; none within a change. */
  let next: number | undefined = 0;
  for (const one of [...lines, { kept: before }]) {
    if (next !== undefined && !('kept' in one && one.kept === next)) places += 1;
    next = 'kept' in one ? one.kept + 1 : undefined;
  }
  return added * (lines.length + 2) + places;
}

/** A transcript shows stdout and stderr, which are caught apart, in either order. */
function bothWays({ stdout, stderr }: Pick<Execution, 'stdout' | 'stderr'>): readonly Uint8Array[] {
  if (stderr.length === 0) return [stdout];
  if (stdout.length === 0) return [stderr];
  return [joined(stdout, stderr), joined(stderr, stdout)];
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  return Buffer.concat([first, Buffer.from(first.at(-1) === 0x0a ? '' : '\n'), second]);
}

function withoutBlankEnd(lines: readonly ActualLine[]): readonly ActualLine[] {
  const last = lines.findLastIndex((line) => line.text.trim() !== '');
  return lines.slice(0, last + 1);
}
