import { canonicalJson } from '../../model/canonical.ts';
import type { Expectation } from '../../model/runbook.ts';
import { visible } from '../run/captured.ts';
import { withoutAnsi } from './ansi.ts';
import type { Comparison } from './comparison.ts';
import { unifiedDiff } from './diff.ts';
import { jaro, jaroWinkler } from './jaro.ts';
import { parseJson } from './json-syntax.ts';
import { patternTester } from './regexp.ts';

/**
 * Compares as Innovation Engine does with `expected_similarity`
 * (https://github.com/Azure/InnovationEngine, internal/engine/common/outputs.go): Jaro-Winkler over the
 * bytes of the texts; for JSON, Jaro over its text with the keys of every object in order.
 */
export function compareByLikeness(
  expect: Expectation,
  least: number,
  output: Uint8Array,
): Comparison {
  const wanted = textOf(expect);
  const found = printed(output);
  const measured = expect.format === 'json' ? ofJson(wanted, found) : ofText(wanted, found);
  if (measured !== undefined && measured >= least) return { same: true };
  return {
    same: false,
    diff: unifiedDiff(shownLines(wanted), shownLines(found)),
    hint:
      measured === undefined
        ? `output that is ${least} like this JSON is expected, and stdout is none`
        : `the output is ${rounded(measured, least)} like what is expected, and ${least} is asked for`,
  };
}

/** Innovation Engine's other form: a regular expression that is found somewhere in the output. */
export function compareByPattern(
  expect: Expectation,
  pattern: string,
  output: Uint8Array,
): Comparison {
  const found = printed(output);
  const answer = patternTester().find(pattern, found);
  if (answer === true) return { same: true };
  return {
    same: false,
    diff: unifiedDiff(shownLines(textOf(expect)), shownLines(found)),
    hint:
      answer === undefined
        ? `the regular expression \`${pattern}\` took too much and was given up; write it without nested repetition`
        : `\`${pattern}\` is not found in the output`,
  };
}

function ofText(wanted: string, found: string): number {
  return jaroWinkler(Buffer.from(wanted), Buffer.from(found));
}

function ofJson(wanted: string, found: string): number | undefined {
  const texts = [wanted, found].map(inOrder);
  const [one, other] = texts;
  return one === undefined || other === undefined
    ? undefined
    : jaro(Buffer.from(other), Buffer.from(one));
}

function inOrder(text: string): string | undefined {
  return 'value' in parseJson(text) ? canonicalJson(JSON.parse(text)) : undefined;
}

/** To two digits, or as many as tell it from what is asked for. */
function rounded(measured: number, least: number): string {
  const digits = [2, 3, 4, 5].find((count) => Number(measured.toFixed(count)) < least);
  return digits === undefined ? `${measured}` : measured.toFixed(digits);
}

function textOf({ lines }: Expectation): string {
  return lines.map((line) => `${line.raw}\n`).join('');
}

function printed(output: Uint8Array): string {
  return withoutAnsi(new TextDecoder().decode(output)).replaceAll('\r\n', '\n');
}

function shownLines(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n').map(visible);
}
