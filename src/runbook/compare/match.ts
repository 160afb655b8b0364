import type { ExpectedLine } from '../../model/runbook.ts';
import type { ActualLine } from './actual.ts';
import { patternTester } from './regexp.ts';
import { matchesParts } from './wildcard.ts';

/** Tells whether expected line `i` matches actual line `j`. `...` matches none by itself. */
export interface LineMatcher {
  matches(i: number, j: number): boolean;
  /** What took too long and was given up, in words for a person. */
  readonly slow: readonly string[];
}

/** A page and its output may be large enough for comparing each line with each. */
const longestMs = 5000;

export function lineMatcher(
  expected: readonly ExpectedLine[],
  actual: readonly ActualLine[],
): LineMatcher {
  const tester = patternTester();
  const answers = new Map<number, readonly boolean[] | undefined>();
  const slow: string[] = [];
  const deadline = performance.now() + longestMs;
  let calls = 0;
  let isOver = false;
  const timeIsOver = (): boolean => {
    calls += 1;
    if (isOver || calls % 1024 !== 0 || performance.now() < deadline) return isOver;
    isOver = true;
    slow.push('the comparison took too long and was given up; expect less at once');
    return true;
  };
  const matchesPattern = (i: number, pattern: string, j: number): boolean => {
    if (!answers.has(i)) {
      const answer = tester.test(
        pattern,
        actual.map((line) => line.text),
      );
      if (answer === undefined) {
        slow.push(
          `the regular expression \`${pattern}\` took too much and was given up; write it without nested repetition`,
        );
      }
      answers.set(i, answer);
    }
    return answers.get(i)?.[j] ?? false;
  };
  return {
    slow,
    matches(i, j) {
      const line = expected[i];
      const found = actual[j];
      if (line === undefined || found === undefined || line.kind === 'any-lines') return false;
      if (timeIsOver()) return false;
      // Literal first: what is written always matches itself, whatever it looks like.
      if (line.raw === found.text) return true;
      // A line without `(no-eol)` says nothing about its end.
      if (line.noEol && !found.noEol) return false;
      switch (line.kind) {
        case 'literal':
          return line.text === found.text;
        case 'wild':
          return matchesParts(line.parts, found.text);
        case 'regexp':
          return matchesPattern(i, line.pattern, j);
        case 'bytes': {
          const bytes = Buffer.from(line.hex, 'hex').toString('latin1');
          return bytes === found.bare || bytes === found.raw;
        }
      }
    },
  };
}

/**
 * Whether the expected lines cover all actual ones, `...` being any number of them. Each stretch
 * between two `...` is taken where it first fits, which is always right: no earlier `...` needs to
 * be tried again.
 */
export function matchesAll(
  expected: readonly ExpectedLine[],
  actual: readonly ActualLine[],
  matcher: LineMatcher,
): boolean {
  let i = 0;
  let j = 0;
  let resume: { readonly i: number; readonly j: number } | undefined;
  while (j < actual.length) {
    if (expected[i]?.kind === 'any-lines') {
      resume = { i: i + 1, j: j + 1 };
      i += 1;
    } else if (matcher.matches(i, j)) {
      i += 1;
      j += 1;
    } else if (resume !== undefined) {
      ({ i, j } = resume);
      resume = { i, j: j + 1 };
    } else return false;
  }
  return expected.slice(i).every((line) => line.kind === 'any-lines');
}
