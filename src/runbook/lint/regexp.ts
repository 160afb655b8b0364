import type { Expectation } from '../../model/runbook.ts';
import { pointAt, type SourceFile, type Span } from '../../model/source.ts';
import { acceptsAnything, isFoundAnywhere, tellingOf } from './expected.ts';
import type { Finding, Rule } from './finding.ts';

/** `weak-regexp`: a regular expression that matches an empty line, or any line. */
export const regexp: Rule = ({ step, source }) =>
  step.commands.flatMap(({ expect }): readonly Finding[] => {
    if (expect === undefined) return [];
    const { pattern } = expect;
    if (pattern !== undefined) {
      if (!isFoundAnywhere(pattern)) return [];
      return [weak(expect.span, `\`${pattern}\` is found in any output, also in none`)];
    }
    // Of an expectation that accepts anything as a whole another rule tells.
    if (expect.format === 'json' || acceptsAnything(expect)) return [];
    return expect.lines.flatMap((line, index) => {
      if (line.kind !== 'regexp') return [];
      const telling = tellingOf(line);
      if (telling === 'something') return [];
      const what = telling === 'empty' ? 'an empty line, too' : 'any line';
      return [weak(lineSpan(source, expect, index), `\`${line.pattern}\` matches ${what}`)];
    });
  });

function weak(span: Span, message: string): Finding {
  return {
    code: 'weak-regexp',
    span,
    message,
    hint: 'say what must be there at least, for example `\\d+` and not `\\d*`',
  };
}

function lineSpan(source: SourceFile, { span, lines }: Expectation, index: number): Span {
  let start = span.start.offset;
  for (let count = 0; count < index; count += 1) start = source.text.indexOf('\n', start) + 1;
  const raw = lines[index]?.raw ?? '';
  const found = source.text.indexOf(raw, start);
  const from = found === -1 ? start : found;
  return { start: pointAt(source.text, from), end: pointAt(source.text, from + raw.length) };
}
