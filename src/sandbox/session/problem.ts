import type { Execution } from '../../model/sandbox.ts';
import type { Message } from './control.ts';
import { openQuoteLine } from './functions.ts';

type Problem = NonNullable<Execution['problem']>;

const located = /(?:: line (\d+): |^sh: (\d+): )/;

/**
 * What a shell said of a text that it could not parse. Its line is one too high: the text it read
 * begins with a line of ours.
 */
function syntaxProblem(words: string, script: string): Problem {
  const line = words.split('\n').find((one) => /error|unexpected|unterminated/i.test(one)) ?? '';
  const found = located.exec(line);
  const message = line
    .slice(found ? found.index + found[0].length : 0)
    .replace(/^\S*\/whole: /, '')
    .replace(/^syntax error: /i, '');
  // dash and busybox name the last line of an open quote, which is the text's last.
  const opened = /unterminated quoted|matching `["']/i.test(line)
    ? openQuoteLine(script)
    : undefined;
  const number = opened ?? Number(found?.[1] ?? found?.[2]) - 1;
  const lines = script.replace(/\n$/, '').split('\n').length;
  return {
    ...(Number.isNaN(number) ? {} : { line: Math.min(Math.max(number, 1), lines) }),
    message: message.trim() || 'syntax error',
  };
}

const opener = /<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([^\s'"\\;&|<>()`$]+))/g;

/**
 * Where the here-document begins that has no end. The shells tell only that there is one: it is the
 * first whose end is on no line below it.
 */
function hereDocumentProblem(script: string): Problem {
  const lines = script.split('\n');
  for (const [at, line] of lines.entries()) {
    for (const [, dash, ...words] of line.matchAll(opener)) {
      const word = words.find((one) => one !== undefined) ?? '';
      const closes = (one: string) => (dash ? one.replace(/^\t+/, '') : one) === word;
      if (!lines.slice(at + 1).some(closes)) {
        return { line: at + 1, message: `the here-document has no line \`${word}\` that ends it` };
      }
    }
  }
  return { message: 'a here-document has no line that ends it' };
}

/** What no shell can be given. */
export function unreadable(script: string): Problem | undefined {
  const at = script.indexOf('\0');
  if (at === -1) return undefined;
  return {
    line: script.slice(0, at).split('\n').length,
    message: 'the text holds a NUL character, which no command can',
  };
}

/** Why the driver did not take a block, where it is no complete command. */
export function refusedProblem(message: Message, script: string): Execution['problem'] {
  if (message.kind === 'syntax') return syntaxProblem(message.text, script);
  if (message.kind === 'here-document') return hereDocumentProblem(script);
  return undefined;
}
