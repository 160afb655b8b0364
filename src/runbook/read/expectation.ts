import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { Expectation, ExpectedLine } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';
import { parseExpectedJson } from '../compare/json-syntax.ts';
import { patternProblem } from '../compare/regexp.ts';
import { parseAnyMarks, parseGlob } from '../compare/wildcard.ts';
import type { Block } from './block.ts';
import { linesSpan } from './block-span.ts';
import { readEscapes } from './escapes.ts';

/** A stretch of a block's lines, `from` up to and without `to`, that is expected output. */
export interface ExpectedText {
  readonly block: Block;
  readonly from: number;
  readonly to: number;
  readonly of: Expectation['of'];
}

export interface ReadExpectation {
  readonly expect: Expectation;
  /** The `[N]` on its last line. */
  readonly exit?: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const mostProblems = 10;

/** Reads expected output with the matchers of cram (https://bitheap.org/cram/) and `...`, `[..]`. */
export function readExpectation(source: SourceFile, text: ExpectedText): ReadExpectation {
  const { block, from } = text;
  const written = block.lines.slice(from, text.to);
  const exit = statusIn(written.at(-1) ?? '');
  const lines: ExpectedLine[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, raw] of (exit === undefined ? written : written.slice(0, -1)).entries()) {
    const read = readLine(raw);
    if ('line' in read) lines.push(read.line);
    else if (diagnostics.length < mostProblems) {
      const span = linesSpan(block, from + index, from + index + 1);
      diagnostics.push(diagnosticAt(source, span, { code: 'runbook-expectation', ...read }));
    }
  }
  const span = linesSpan(block, from, text.to);
  return { expect: { format: 'lines', of: text.of, lines, span }, exit, diagnostics };
}

/** The `N` of `[N]`. A number that no command can end with is text. */
function statusIn(line: string): number | undefined {
  const [, digits] = /^\[(\d{1,3})\]$/.exec(line) ?? [];
  return digits === undefined || Number(digits) > 255 ? undefined : Number(digits);
}

/** Reads a `json` block: the output must be the same JSON, whatever its order and white space. */
export function readJsonExpectation(source: SourceFile, block: Block): ReadExpectation {
  const span = linesSpan(block, 0, block.lines.length);
  const diagnostics: Diagnostic[] = [];
  const text = block.lines.join('\n');
  const parsed = parseExpectedJson(text);
  if ('problem' in parsed) {
    const { message, offset } = parsed.problem;
    const line = text.slice(0, offset).split('\n').length - 1;
    diagnostics.push(
      diagnosticAt(source, linesSpan(block, line, line + 1), {
        code: 'runbook-expectation',
        message: `the expected output is no JSON: ${message}`,
        hint: 'stand it in a `text` block to compare it line by line',
      }),
    );
  }
  const lines = block.lines.map(
    (raw): ExpectedLine => ({ kind: 'literal', raw, text: raw, noEol: false }),
  );
  return { expect: { format: 'json', of: 'stdout', lines, span }, diagnostics };
}

const suffixForm = / \((re|glob|esc|no-eol)\)$/;

function readLine(
  raw: string,
): { readonly line: ExpectedLine } | { readonly message: string; readonly hint: string } {
  if (raw.trim() === '...') return { line: { kind: 'any-lines', raw } };
  let text = raw;
  let noEol = false;
  let matcher = '';
  for (let found = suffixForm.exec(text); found !== null; found = suffixForm.exec(text)) {
    const name = found[1] ?? '';
    if (name === 'no-eol' ? noEol : matcher !== '') break;
    if (name === 'no-eol') noEol = true;
    else matcher = name;
    text = text.slice(0, found.index);
  }
  if (matcher === 're') {
    const problem = patternProblem(text);
    return problem === undefined
      ? { line: { kind: 'regexp', raw, pattern: text, noEol } }
      : {
          message: `\`${text}\` is no regular expression: ${problem}`,
          hint: 'it is read as in JavaScript with the flag `u`: escape only what has a meaning',
        };
  }
  if (matcher === 'glob') return { line: { kind: 'wild', raw, parts: parseGlob(text), noEol } };
  if (matcher === 'esc') {
    const read = readEscapes(text);
    return 'bytes' in read
      ? { line: { kind: 'bytes', raw, hex: read.bytes.toString('hex'), noEol } }
      : {
          message: `\`${read.unknown}\` is no escape that \`(esc)\` knows`,
          hint: 'write `\\\\` for a backslash, `\\xNN` for any byte',
        };
  }
  const parts = parseAnyMarks(text);
  return parts === undefined
    ? { line: { kind: 'literal', raw, text, noEol } }
    : { line: { kind: 'wild', raw, parts, noEol } };
}
