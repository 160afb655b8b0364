import { promptOf } from '../../markdown/prompt.ts';
import { readTyped } from '../../markdown/typed-command.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { Command } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Block } from './block.ts';
import { linesSpan } from './block-span.ts';
import { type ExpectedText, readExpectation } from './expectation.ts';
import { foreignPrompt } from './foreign-prompt.ts';

export interface Transcript {
  readonly commands: readonly Command[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a transcript of a terminal. A line that begins with a prompt is a command, which may have
 * several lines: see `readTyped`. All others are what the command prints; a command without any prints
 * nothing. `exit` is that of the last command, where no `[N]` says another.
 */
export function readConsole(
  source: SourceFile,
  block: Block,
  options: { readonly prompts: readonly string[]; readonly exit: number | undefined },
): Transcript {
  const prompts = ['$', ...options.prompts];
  const isPrompt = (line: string): boolean => promptOf(line, prompts) !== undefined;
  const diagnostics: Diagnostic[] = [];
  const commands: Command[] = [];
  const problem = (from: number, to: number, message: string, hint: string): void => {
    const span = linesSpan(block, from, to);
    diagnostics.push(diagnosticAt(source, span, { code: 'runbook-console', message, hint }));
  };

  const first = block.lines.findIndex(isPrompt);
  const before = first === -1 ? block.lines.length : first;
  if (first === -1 || block.lines.slice(0, before).some((line) => line.trim() !== '')) {
    problem(
      0,
      Math.max(1, before),
      first === -1 ? 'the block has no command' : 'output stands before the first command',
      hintForPrompt(block.lines.slice(0, before), prompts),
    );
  }
  for (let at = before; at < block.lines.length; ) {
    const typed = readTyped({ lines: block.lines, prompts }, at);
    const script = typed.map(({ text }) => text).join('\n');
    const bodyEnd = at + typed.length;
    let end = bodyEnd;
    while (end < block.lines.length && !isPrompt(block.lines[end] ?? '')) end += 1;
    const outputEnd = trimmedEnd(block.lines, bodyEnd, end);
    const read = readExpectation(source, { block, from: bodyEnd, to: outputEnd, of: 'terminal' });
    diagnostics.push(...typedElsewhere(source, { block, from: bodyEnd, to: outputEnd }));
    diagnostics.push(...read.diagnostics);
    const isLast = end >= block.lines.length;
    if (isLast && read.exit !== undefined && (options.exit ?? read.exit) !== read.exit) {
      problem(
        outputEnd - 1,
        outputEnd,
        `the transcript ends with [${read.exit}], but the block says exit=${options.exit}`,
        'leave one of them out',
      );
    }
    if (script.trim() === '') problem(at, at + 1, 'a prompt without a command', 'remove the line');
    else {
      commands.push({
        script,
        span: linesSpan(block, at, bodyEnd),
        expect: read.expect,
        exit: read.exit ?? (isLast ? (options.exit ?? 0) : 0),
      });
    }
    at = end;
  }
  return { commands, diagnostics };
}

/** Of lines in which no command is found, perhaps as its prompt is none on this page: `#`, `[me@host ~]$`. */
function hintForPrompt(written: readonly string[], prompts: readonly string[]): string {
  const lines = written.slice(0, longestLook);
  const foreign = lines.map(foreignPrompt).find((one) => one !== undefined);
  if (foreign !== undefined) return foreign.hint;
  const other = lines
    .map((line) => /^((?:\S[^"\\]{0,38})?[$#%]) \S/.exec(line)?.[1])
    .find((prompt) => prompt !== undefined && !prompts.includes(prompt));
  return other === undefined
    ? 'begin each command with `$ `'
    : `write \`prompt: "${other}"\` under \`runbook:\` in the front matter to read \`${other} \` as a prompt`;
}

/** The first line of a transcript's output that was typed at the prompt of another program. */
function typedElsewhere(
  source: SourceFile,
  { block, from, to }: Pick<ExpectedText, 'block' | 'from' | 'to'>,
): readonly Diagnostic[] {
  const at = block.lines.slice(from, to).findIndex((line) => foreignPrompt(line) !== undefined);
  const foreign = foreignPrompt(block.lines[from + at] ?? '');
  if (at === -1 || foreign === undefined) return [];
  return [
    diagnosticAt(source, linesSpan(block, from + at, from + at + 1), {
      code: 'runbook-console',
      severity: 'warning',
      message: `this line, typed at the prompt of ${foreign.name}, is taken for output: nothing is typed to a command`,
      hint: foreign.hint,
    }),
  ];
}

const longestLook = 100;

/** Blank lines before the next prompt set the commands apart and are no output. */
function trimmedEnd(lines: readonly string[], from: number, to: number): number {
  let end = to;
  while (end > from && lines[end - 1]?.trim() === '') end -= 1;
  return end;
}
