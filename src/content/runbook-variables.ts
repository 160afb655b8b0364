import { z } from 'zod';
import { bounded } from '../markdown/code/bounded.ts';
import { isSlow } from './pattern/slow.ts';

/** Every `error` is what is expected, as it follows "must be". */
const valueForm =
  'one line of text, not empty, of at most 200 characters (a number with a point in quotes)';
const value = z
  .union([z.string(), z.int().transform(String)], { error: valueForm })
  .refine((one) => isValue(one), { error: valueForm });

/** Nothing in it steers a terminal, ends its line or is not seen. */
function isValue(text: string): boolean {
  return text !== '' && text.length <= 200 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}

function line(most: number) {
  const form = `one line of text, of at most ${most} characters`;
  return z
    .string({ error: form })
    .trim()
    .min(1, { error: form })
    .max(most, { error: form })
    .refine((one) => !/\p{Cc}/u.test(one), { error: form });
}

const patternForm = 'a regular expression such as "db[0-9]+", of at most 200 characters';
const pattern = z
  .string({ error: patternForm })
  .min(1, { error: patternForm })
  .max(200, { error: patternForm })
  .refine((one) => expressionOf(one) !== undefined || !isOlder(one), {
    error: `${patternForm}, with a \`\\\` before \`/\`, \`-\` and brackets that stand in brackets for themselves, as in \`[\\w.\\-]+\``,
    abort: true,
  })
  .refine((one) => expressionOf(one) !== undefined, { error: patternForm, abort: true })
  .refine((one) => !isSlow(one), {
    error:
      'a regular expression that is soon tried on any text, without a repetition in a repetition of the same, as in "(a+)+"',
  });

/** As browsers read the `pattern` of an input: https://html.spec.whatwg.org/multipage/input.html#attr-input-pattern. */
function expressionOf(written: string): RegExp | undefined {
  try {
    new RegExp(written, 'v');
    return new RegExp(`^(?:${written})$`, 'v');
  } catch {
    return undefined;
  }
}

/** Whether it is one without the flag of browsers, which wants more signs escaped. */
function isOlder(written: string): boolean {
  try {
    new RegExp(written, 'u');
    return true;
  } catch {
    return false;
  }
}

const optionForm =
  'text that does not begin with `-`, which commands take for an option (a `pattern` may allow it)';

const variable = z
  .strictObject({
    default: value,
    label: line(80).optional(),
    description: line(300).optional(),
    pattern: pattern.optional(),
    hint: line(200).optional(),
  })
  .superRefine(({ default: value, pattern }, context) => {
    const message = problem(value, pattern);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['default'], message });
  });

function problem(value: string, pattern: string | undefined): string | undefined {
  if (pattern === undefined) {
    return value.startsWith('-') ? optionForm : undefined;
  }
  const expression = expressionOf(pattern);
  // That it is none is told of the pattern itself.
  if (expression === undefined) return undefined;
  const matches = bounded(() => expression.test(value), Infinity, 500);
  if (matches === true) return undefined;
  return matches === undefined
    ? 'text that its `pattern` can be tried on in half a second'
    : `text that its \`pattern\` matches as a whole (${pattern})`;
}

const alone = value.refine((one) => !one.startsWith('-'), { error: optionForm });

const variableForm =
  'an example, such as `db1`, or a group with `default`, such as `{default: db1}`';

/** Those of the shell itself, and those that change what it or the programs that it starts do. */
const taken =
  /^(?:PATH|HOME|PWD|OLDPWD|SHELL|TERM|IFS|ENV|UID|EUID|GID|PPID|RANDOM|SECONDS|LINENO|REPLY|CDPATH|PS\d|OPT(?:IND|ARG|ERR)|SHELLOPTS|POSIXLY_CORRECT|BASH.*|LD_.*|RUTTER_.*|_)$/;

const name = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, {
    error: 'named like a shell variable, with at most 64 letters, digits and `_`',
  })
  .refine((one) => !taken.test(one), {
    error: 'named otherwise, as that variable means something to the shell itself',
  });

const most = 30;

/** The `variables` of a runbook. */
export const variables = z
  .record(name, z.union([alone, variable], { error: variableForm }), {
    error: 'a group of variables, such as `{HOST: db1}`',
  })
  .refine((all) => Object.keys(all).length <= most, { error: `at most ${most} variables` });
