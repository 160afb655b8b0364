import { createContext, runInContext } from 'node:vm';

/**
 * Patterns come from pages, so they are hostile: `(a+)+$` takes for ever in a backtracking engine.
 * V8 stops a running regular expression when the time limit of `vm` is over, so each pattern is tried
 * on all lines in one call with a limit. `vm` is no wall and is not used as one: the code that runs is
 * ours, the page gives strings only.
 */
const budgetMs = 500;

/** Why a text is no regular expression, or undefined when it is one. */
export function patternProblem(pattern: string): string | undefined {
  try {
    // Without the anchors around it: `a)|(b` must not become part of them.
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : `${error}`;
    return words.slice(words.lastIndexOf(': ') + 2);
  }
}

function anchored(pattern: string): string {
  return `^(?:${pattern})$`;
}

export interface PatternTester {
  /** Whether the pattern matches the whole of each line; undefined when that took too much. */
  test(pattern: string, lines: readonly string[]): readonly boolean[] | undefined;
  /** Whether the pattern matches anywhere in the text; undefined when that took too much. */
  find(pattern: string, text: string): boolean | undefined;
}

/** One for all: it takes megabytes, and holds nothing but the strings of the last call. */
let context: object | undefined;

/** A tester for one comparison: all of its patterns share half a second. */
export function patternTester(): PatternTester {
  let leftMs = budgetMs;
  const run = (pattern: string, lines: readonly string[]): readonly boolean[] | undefined => {
    if (leftMs < 1) return undefined;
    context ??= createContext(Object.create(null), { codeGeneration: { strings: false } });
    Object.assign(context, { pattern, lines: JSON.stringify(lines) });
    const started = performance.now();
    try {
      const answer: unknown = runInContext(
        '{ const re = new RegExp(pattern, "u"); JSON.stringify(JSON.parse(lines).map((one) => re.test(one))) }',
        context,
        { timeout: Math.ceil(leftMs) },
      );
      return typeof answer === 'string' ? JSON.parse(answer) : undefined;
    } catch {
      // The time was over, or the stack.
      return undefined;
    } finally {
      leftMs -= performance.now() - started;
    }
  };
  return {
    test: (pattern, lines) => run(anchored(pattern), lines),
    find: (pattern, text) => run(pattern, [text])?.[0],
  };
}
