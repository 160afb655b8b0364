import type { Expectation } from '../../model/runbook.ts';
import { visible } from '../run/captured.ts';
import { withoutAnsi } from './ansi.ts';
import type { Comparison } from './comparison.ts';
import { unifiedDiff } from './diff.ts';
import { jsonMatcher } from './json-match.ts';
import { printAdopted, printJson } from './json-print.ts';
import { parseExpectedJson, parseJson } from './json-syntax.ts';

/**
 * Compares JSON by structure: white space and the order of keys have no meaning, and numbers are
 * compared by value, to the last digit. The string `"[..]"` stands for any value, `[..]` inside a
 * string for any text, `...` for more items or keys.
 */
export function compareJson(expect: Expectation, stdout: Uint8Array): Comparison {
  const wantedText = expect.lines.map((line) => line.raw).join('\n');
  const actualText = withoutAnsi(new TextDecoder().decode(stdout));
  const wanted = parseExpectedJson(wantedText);
  const actual = parseJson(actualText);
  if ('problem' in wanted || 'problem' in actual) {
    const hint =
      'problem' in actual
        ? `stdout is no JSON: ${actual.problem.message}; only what the command writes there is compared`
        : 'what is expected is no JSON';
    return { same: false, diff: unifiedDiff(shownLines(wantedText), shownLines(actualText)), hint };
  }
  const matcher = jsonMatcher();
  if (matcher.matches(wanted.value, actual.value)) return { same: true };
  if (matcher.isOver) {
    return {
      same: false,
      diff: unifiedDiff(shownLines(wantedText), shownLines(actualText)),
      hint: 'the comparison took too long and was given up; expect less at once',
    };
  }
  const found = { node: actual.value, text: actualText };
  const adopted = printAdopted({ node: wanted.value, text: wantedText }, found, jsonMatcher());
  return { same: false, diff: unifiedDiff(shownLines(adopted), shownLines(printJson(found))) };
}

function shownLines(text: string): readonly string[] {
  return text === '' ? [] : text.trimEnd().split('\n').map(visible);
}
