import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { Command } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';
import { type Block, linesSpan } from './blocks.ts';
import { readExpectation } from './expectation.ts';
import { isContinued, openHeredocs } from './typed-line.ts';

export interface Transcript {
  readonly commands: readonly Command[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a transcript of a terminal. A line that begins with the prompt is a command; `> ` lines
 * directly below continue it. So do, without a prompt, the lines after a final backslash and the
 * lines of a here-document up to its end. All other lines are what the command prints; a command
 * without any prints nothing. `exit` is that of the last command, where no `[N]` says another.
 */
export function readConsole(
  source: SourceFile,
  block: Block,
  options: { readonly rootPrompt: boolean; readonly exit: number | undefined },
): Transcript {
  const prompts = options.rootPrompt ? ['$ ', '# '] : ['$ '];
  const isPrompt = (line: string): boolean =>
    prompts.some((prompt) => line.startsWith(prompt) || line === prompt.trimEnd());
  const diagnostics: Diagnostic[] = [];
  const commands: Command[] = [];
  const problem = (from: number, to: number, message: string, hint: string): void => {
    const span = linesSpan(block, from, to);
    diagnostics.push(diagnosticAt(source, span, { code: 'runbook-console', message, hint }));
  };

  const first = block.lines.findIndex(isPrompt);
  const before = first === -1 ? block.lines.length : first;
  if (first === -1 || block.lines.slice(0, before).some((line) => line.trim() !== '')) {
    const asRoot = !options.rootPrompt && block.lines.some((line) => line.startsWith('# '));
    problem(
      0,
      Math.max(1, before),
      first === -1 ? 'the block has no command' : 'output stands before the first command',
      asRoot
        ? 'write `prompt: "#"` under `runbook:` in the front matter to read `# ` as a prompt'
        : 'begin each command with `$ `',
    );
  }
  for (let at = before; at < block.lines.length; ) {
    const bodyEnd = commandEnd(block.lines, at, isPrompt);
    let end = bodyEnd;
    while (end < block.lines.length && !isPrompt(block.lines[end] ?? '')) end += 1;
    const script = scriptOf(block.lines.slice(at, bodyEnd));
    const outputEnd = trimmedEnd(block.lines, bodyEnd, end);
    const read = readExpectation(source, { block, from: bodyEnd, to: outputEnd, of: 'terminal' });
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

/** Blank lines before the next prompt set the commands apart and are no output. */
function trimmedEnd(lines: readonly string[], from: number, to: number): number {
  let end = to;
  while (end > from && lines[end - 1]?.trim() === '') end -= 1;
  return end;
}

/** Lines without a prompt that may belong to one command: what is looked through again and again. */
const longestTail = 500;

/** Where the lines of the command that begins at `start` end. */
function commandEnd(
  lines: readonly string[],
  start: number,
  isPrompt: (line: string) => boolean,
): number {
  let at = start + 1;
  let script = typed(lines[start] ?? '');
  while (at < lines.length && isContinuation(lines[at] ?? '')) {
    script += `\n${typed(lines[at] ?? '')}`;
    at += 1;
  }
  const last = Math.min(lines.length, at + longestTail);
  while (at < last && isContinued(script) && !isPrompt(lines[at] ?? '')) {
    script += `\n${lines[at] ?? ''}`;
    at += 1;
  }
  for (const heredoc of openHeredocs(script)) {
    const text = lines.slice(at, at + longestTail);
    const end = text.findIndex((line) => heredoc.isEnd(line));
    if (end === -1) break;
    at += end + 1;
  }
  return at;
}

function isContinuation(line: string): boolean {
  return line === '>' || line.startsWith('> ');
}

function typed(line: string): string {
  return line.slice(2);
}

function scriptOf(lines: readonly string[]): string {
  let prompted = true;
  return lines
    .map((line, index) => {
      prompted &&= index === 0 || isContinuation(line);
      return prompted ? typed(line) : line;
    })
    .join('\n');
}
