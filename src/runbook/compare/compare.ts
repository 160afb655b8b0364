import type { Expectation } from '../../model/runbook.ts';
import { type ActualLine, actualLines } from './actual.ts';
import { compareJson } from './compare-json.ts';
import type { Comparison } from './comparison.ts';
import { outputDiff } from './diff.ts';
import { compareByLikeness, compareByPattern } from './likeness.ts';
import { lineMatcher, matchesAll } from './match.ts';

export interface Output {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/**
 * Compares what a command wrote with what is expected.
 *
 * An `output` block says what a `sh` step writes to stdout. A transcript shows stdout and stderr, as a
 * terminal does; as the two are captured apart, it is enough that either order of them matches.
 */
export function compare(expect: Expectation, output: Output): Comparison {
  const all = expect.of === 'stdout' ? output.stdout : joined(output.stdout, output.stderr);
  if (expect.pattern !== undefined) return compareByPattern(expect, expect.pattern, all);
  if (expect.similarity !== undefined) return compareByLikeness(expect, expect.similarity, all);
  if (expect.format === 'json') return compareJson(expect, output.stdout);
  const result = compareLines(expect, all);
  if (result.same || output.stderr.length === 0) return result;
  if (expect.of === 'terminal') {
    return compareLines(expect, joined(output.stderr, output.stdout)).same
      ? { same: true }
      : result;
  }
  const withErrors =
    compareLines(expect, joined(output.stdout, output.stderr)).same ||
    compareLines(expect, joined(output.stderr, output.stdout)).same;
  return withErrors
    ? { ...result, hint: 'the missing lines went to stderr; end the command with `2>&1`' }
    : result;
}

function compareLines(expect: Expectation, output: Uint8Array): Comparison {
  const written = actualLines(output);
  const actual = expect.of === 'terminal' ? withoutBlankEnd(written) : written;
  const matcher = lineMatcher(expect.lines, actual);
  if (matchesAll(expect.lines, actual, matcher)) return { same: true };
  const diff = outputDiff(expect.lines, actual, matcher);
  const [hint] = matcher.slow;
  return hint === undefined ? { same: false, diff } : { same: false, diff, hint };
}

/** In a transcript a blank line before the next prompt is there for the reader's eye. */
function withoutBlankEnd(lines: readonly ActualLine[]): readonly ActualLine[] {
  const last = lines.findLastIndex((line) => line.text.trim() !== '');
  return lines.slice(0, last + 1);
}

/** Output without a final newline would run into what follows it. */
function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const needsEnd = first.length > 0 && second.length > 0 && first.at(-1) !== 0x0a;
  return Buffer.concat([first, needsEnd ? Buffer.from('\n') : Buffer.alloc(0), second]);
}
