import type { Rule } from './finding.ts';

/** Below this the output of another command may well pass. */
const least = 0.9;

/** `weak-similarity`: the output need only be a little like what is expected. */
export const similarity: Rule = ({ step }) =>
  step.commands.flatMap(({ expect }) =>
    expect?.similarity === undefined || expect.similarity >= least
      ? []
      : [
          {
            code: 'weak-similarity',
            span: expect.span,
            message: `output that is ${expect.similarity} like this is accepted, which that of another command may be`,
            hint: `compare the lines, with \`[..]\` and \`...\` where they vary, or ask for ${least} at least`,
          },
        ],
  );
