import type { Command, Expectation, ExpectedLine } from '../../model/runbook.ts';
import { isAnyJson, parseExpectedJson } from '../compare/json-syntax.ts';
import { patternTester } from '../compare/regexp.ts';

/**
 * Lines that have nothing in common: what matches all of them matches anything. The empty one is not
 * among them.
 */
const probes = ['x', '0', 'Error: no such file', '  ~/|"', '-1.5e3 ÄÖ 字'];

/** What a line accepts, as far as this can be told. */
export type Telling =
  /** Any number of lines, or any line. */
  | 'anything'
  /** Also the empty line, though it asks for more. */
  | 'empty'
  /** Something in particular. */
  | 'something';

export function tellingOf(line: ExpectedLine): Telling {
  switch (line.kind) {
    case 'any-lines':
      return 'anything';
    case 'wild':
      return line.parts.every((part) => part.kind !== 'literal') ? 'anything' : 'something';
    case 'regexp':
      return tellingOfPattern(line.pattern);
    case 'literal':
    case 'bytes':
      return 'something';
  }
}

/** What asks for nothing but blanks says in one way that there is nothing. */
const onlyBlank = /^(?:\^|\$|\\s|\\t| |[*+?]|\{\d+(?:,\d*)?\}|\[(?:\\s|\\t| )+\])*$/;

function tellingOfPattern(pattern: string): Telling {
  const [empty, ...others] = patternTester().test(pattern, ['', ...probes]) ?? [false];
  if (others.length > 0 && others.every(Boolean)) return 'anything';
  return empty && !onlyBlank.test(pattern) ? 'empty' : 'something';
}

/** Whether what is expected is like any output there can be. */
export function acceptsAnything(expect: Expectation): boolean {
  if (expect.similarity !== undefined || expect.pattern !== undefined) return false;
  if (expect.format === 'json') {
    const parsed = parseExpectedJson(expect.lines.map((line) => line.raw).join('\n'));
    return 'value' in parsed && isAnyJson(parsed.value);
  }
  return expect.lines.length > 0 && expect.lines.every((line) => tellingOf(line) === 'anything');
}

/** Whether the output of a command has to be something in particular. */
export function isOutputCompared({ expect }: Command): boolean {
  if (expect === undefined || acceptsAnything(expect)) return false;
  if (expect.similarity !== undefined) return expect.similarity >= 0.9;
  return expect.pattern === undefined || tellingOfPattern(expect.pattern) === 'something';
}

/** Whether a text can be found in any output, also in none. */
export function isFoundAnywhere(pattern: string): boolean {
  return patternTester().find(pattern, '') === true;
}
