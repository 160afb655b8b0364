import { acceptsAnything } from './expected.ts';
import type { Rule } from './finding.ts';

/**
 * `weak-any-output`: all that is said of the output of a step is `...`. In a transcript one command
 * of which more is said is enough for the `...` of others, which is how output is left out there; what
 * is written as if it said more, `.* (re)` or `[..]`, is judged for each command.
 */
export const anyOutput: Rule = ({ step }) => {
  const shown = step.commands.flatMap(({ expect, exit }) =>
    expect === undefined || (expect.lines.length === 0 && expect.format === 'lines')
      ? []
      : [{ expect, exit }],
  );
  const weak = shown.filter(({ expect, exit }) => exit === 0 && acceptsAnything(expect));
  const isWhole = weak.length === shown.length;
  const told = isWhole
    ? weak.slice(0, 1)
    : weak.filter(({ expect }) => expect.lines.some(({ kind }) => kind !== 'any-lines'));
  return told.map(({ expect }) => ({
    code: 'weak-any-output',
    span: expect.span,
    message: `${isWhole ? '' : 'a command of '}step \`${step.id}\` accepts any output`,
    hint: 'write down a line that must be there and let the rest be `...`, or leave the output out',
  }));
};
