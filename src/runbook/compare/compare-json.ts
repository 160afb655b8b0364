import { canonicalJson } from '../../model/canonical.ts';
import type { Expectation } from '../../model/runbook.ts';
import { visible } from '../run/captured.ts';
import { withoutAnsi } from './ansi.ts';
import type { Comparison } from './comparison.ts';
import { unifiedDiff } from './diff.ts';
import { matchesParts, parseAnyMarks } from './wildcard.ts';

/** Deeper values are compared as text. */
const deepest = 100;

/**
 * Compares JSON by structure: white space and the order of keys have no meaning. The string `"[..]"`
 * stands for any value, `[..]` inside a string for any text.
 */
export function compareJson(expect: Expectation, stdout: Uint8Array): Comparison {
  const wantedText = expect.lines.map((line) => line.raw).join('\n');
  const actualText = withoutAnsi(new TextDecoder().decode(stdout));
  const wanted = parse(wantedText);
  const actual = parse(actualText);
  if (wanted === undefined || actual === undefined) {
    return {
      same: false,
      diff: unifiedDiff(shownLines(wantedText), shownLines(actualText)),
      hint: 'stdout is no JSON; only what the command writes there is compared',
    };
  }
  const expected = canonicalJson(adopt(wanted.value, actual.value), 2);
  const found = canonicalJson(actual.value, 2);
  return expected === found
    ? { same: true }
    : {
        same: false,
        diff: unifiedDiff(shownLines(asNumbers(expected)), shownLines(asNumbers(found))),
      };
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    JSON.parse(text);
    // Too deep a value would run the comparison out of stack.
    return depthOf(text) > deepest ? undefined : { value: JSON.parse(asStrings(text)) };
  } catch {
    return undefined;
  }
}

/**
 * Whole numbers that a double cannot hold, such as long ids, as strings that no command prints: two
 * that differ would be read as one number. `text` is JSON.
 */
function asStrings(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    isInexact(token) ? `"\\u0000${token}"` : token,
  );
}

function isInexact(token: string): boolean {
  return /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));
}

function asNumbers(json: string): string {
  return json.replace(/"\\u0000(-?\d+)"/g, '$1');
}

/** An upper bound of the depth: brackets in strings count too. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const character of text) {
    if (character === '[' || character === '{') most = Math.max(most, ++depth);
    else if (character === ']' || character === '}') depth -= 1;
  }
  return most;
}

/** The expected value with every wildcard that holds replaced by what it stands for. */
function adopt(wanted: unknown, actual: unknown): unknown {
  if (wanted === '[..]') return actual;
  if (typeof wanted === 'string') {
    const parts = parseAnyMarks(wanted);
    return parts !== undefined && typeof actual === 'string' && matchesParts(parts, actual)
      ? actual
      : wanted;
  }
  if (Array.isArray(wanted)) {
    return Array.isArray(actual)
      ? wanted.map((one, index) => (index in actual ? adopt(one, actual[index]) : one))
      : wanted;
  }
  if (!isRecord(wanted) || !isRecord(actual)) return wanted;
  return Object.fromEntries(
    Object.entries(wanted).map(([key, one]) => [
      key,
      Object.hasOwn(actual, key) ? adopt(one, actual[key]) : one,
    ]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shownLines(text: string): readonly string[] {
  return text === '' ? [] : text.trimEnd().split('\n').map(visible);
}
