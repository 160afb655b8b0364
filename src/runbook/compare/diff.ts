import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { ExpectedLine } from '../../model/runbook.ts';
import { visible } from '../run/captured.ts';
import type { ActualLine } from './actual.ts';
import { align } from './align.ts';
import type { LineMatcher } from './match.ts';

/** More of a difference than this nobody reads. */
const mostDiffLines = 40;
const longestLine = 500;

/** A unified diff of two texts that differ, cut when it is long. */
export function unifiedDiff(expected: readonly string[], actual: readonly string[]): string {
  const patch = createTwoFilesPatch(
    'expected',
    'actual',
    textOf(expected),
    textOf(actual),
    undefined,
    undefined,
    // Beyond this many changes the two have little in common, and the search would be long.
    { context: 3, maxEditLength: 2000, headerOptions: FILE_HEADERS_ONLY },
  );
  if (patch === undefined) {
    return ['--- expected', '+++ actual', ...some('-', expected), ...some('+', actual)].join('\n');
  }
  return cut(patch.trimEnd().split('\n'));
}

/** A unified diff in which a line that a matcher matches is shown as equal, and `...` as what it took. */
export function outputDiff(
  expected: readonly ExpectedLine[],
  actual: readonly ActualLine[],
  matcher: LineMatcher,
): string {
  const shown = actual.map((line) => showActual(line));
  const wanted = align(expected, actual.length, matcher).flatMap((pair): readonly string[] => {
    if (pair.kind === 'extra') return [];
    if (pair.kind === 'same' || pair.kind === 'skipped') return [shown[pair.j] ?? ''];
    const line = expected[pair.i];
    // A `...` that stands for no line is no difference.
    return line === undefined || line.kind === 'any-lines' ? [] : [visible(line.raw)];
  });
  return unifiedDiff(wanted, shown);
}

function showActual(line: ActualLine): string {
  return `${visible(line.text)}${line.noEol ? ' (no-eol)' : ''}`;
}

/** The first lines of one side, and how many there are. */
function some(sign: string, lines: readonly string[]): readonly string[] {
  const kept = lines.slice(0, mostDiffLines / 2).map((line) => shortened(`${sign}${line}`));
  const left = lines.length - kept.length;
  return left > 0 ? [...kept, `… ${left} more of ${lines.length} lines`] : kept;
}

function shortened(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function cut(lines: readonly string[]): string {
  const kept = lines.slice(0, mostDiffLines).map(shortened);
  const left = lines.length - kept.length;
  return [...kept, ...(left > 0 ? [`… ${left} more lines of the diff`] : [])].join('\n');
}
