import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { Expectation } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';
import { patternProblem } from '../compare/regexp.ts';
import type { Block } from './block.ts';
import { linesSpan } from './block-span.ts';
import { type ReadExpectation, readExpectation, readJsonExpectation } from './expectation.ts';
import { lostMarker } from './shown-lines.ts';
import type { SimilarityMark } from './similarity-mark.ts';

/** What a block of output says of the step before it. */
export function readOutput(source: SourceFile, block: Block): ReadExpectation {
  const { diagnostics, ...read } = readAny(source, block);
  const lost = lostMarker(source, block, 'runbook-expectation');
  return { ...read, diagnostics: [...lost, ...diagnostics] };
}

function readAny(source: SourceFile, block: Block): ReadExpectation {
  if (block.mark !== undefined) return readMarked(source, block, block.mark);
  if (isJson(block)) return readJsonExpectation(source, block);
  return readExpectation(source, { block, from: 0, to: block.lines.length, of: 'stdout' });
}

/** The text is taken as it is, without matchers, as Innovation Engine does. */
function readMarked(source: SourceFile, block: Block, mark: SimilarityMark): ReadExpectation {
  const problem = markProblem(mark);
  const diagnostics: Diagnostic[] =
    problem === undefined
      ? []
      : [diagnosticAt(source, mark.span, { code: 'runbook-expectation', ...problem })];
  const expect: Expectation = {
    format: isJson(block) ? 'json' : 'lines',
    of: 'stdout',
    lines: block.lines.map((raw) => ({ kind: 'literal', raw, text: raw, noEol: false })),
    span: linesSpan(block, 0, block.lines.length),
    ...(mark.kind === 'score' ? { similarity: mark.least } : {}),
    ...(mark.kind === 'pattern' ? { pattern: mark.pattern } : {}),
  };
  return { expect, diagnostics };
}

function markProblem(
  mark: SimilarityMark,
): { readonly message: string; readonly hint: string } | undefined {
  switch (mark.kind) {
    case 'score':
      return undefined;
    case 'wrong':
      return {
        message: `\`${mark.written.slice(0, 80)}\` is no similarity`,
        hint: 'write a number from 0 to 1, or a regular expression in double quotes',
      };
    case 'pattern': {
      const problem = patternProblem(mark.pattern);
      return problem === undefined
        ? undefined
        : {
            message: `\`${mark.pattern.slice(0, 80)}\` is no regular expression: ${problem}`,
            hint: 'it is read as in JavaScript with the flag `u`; flags such as `(?i)` are not known',
          };
    }
  }
}

function isJson(block: Block): boolean {
  return block.info.language.toLowerCase() === 'json';
}
