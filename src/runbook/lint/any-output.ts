import { acceptsAnything } from './expected.ts';
import type { Rule } from './finding.ts';

/**
 * `weak-any-output`: all that is said of the output of a step is `...`. In a transcript one command
 * of which more is said is enough: the others have to print something there.
 */
export const anyOutput: Rule = ({ step }) => {
  const shown = step.commands.flatMap(({ expect, exit }) =>
    expect === undefined || (expect.lines.length === 0 && expect.format === 'lines')
      ? []
      : [{ expect, exit }],
  );
  const [first] = shown;
  if (first === undefined) return [];
  if (shown.some(({ expect, exit }) => exit !== 0 || !acceptsAnything(expect))) return [];
  return [
    {
      code: 'weak-any-output',
      span: first.expect.span,
      message: `step \`${step.id}\` accepts any output`,
      hint: 'write down a line that must be there and let the rest be `...`, or leave the output out',
    },
  ];
};
