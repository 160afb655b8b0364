import type { Command, Step } from '../../model/runbook.ts';
import type { Execution } from '../../model/sandbox.ts';
import { pointAt, type SourceFile, type Span } from '../../model/source.ts';
import { writtenLine } from '../read/shown-lines.ts';

/** What is known of a command that failed. */
type Complaint = Pick<Execution, 'ended' | 'exitCode' | 'stderr' | 'line' | 'problem'>;

/** The first line of a block: its fence, or the `<!--` of a hidden one. */
export function firstLine(source: SourceFile, span: Span): Span {
  const newline = source.text.indexOf('\n', span.start.offset);
  const end = newline === -1 ? span.end.offset : Math.min(newline, span.end.offset);
  return { start: span.start, end: pointAt(source.text, end) };
}

/**
 * Where a command that failed stands: the line that the shell knows or names, else a transcript's command, else
 * the first line of the block.
 */
export function commandPlace(
  source: SourceFile,
  failed: { readonly step: Step; readonly command: Command; readonly execution: Complaint },
): Span {
  const { step, command, execution } = failed;
  // The lines that a shell names are none of a block in another language.
  const named =
    step.interpreter === undefined
      ? (execution.problem?.line ?? failedLine(execution))
      : execution.line;
  const lines = command.script.split('\n');
  if (named !== undefined && named >= 1 && named <= lines.length) {
    return scriptLine(source, command, { number: named, text: lines[named - 1] ?? '' });
  }
  return step.language === 'console'
    ? firstLine(source, command.span)
    : firstLine(source, step.span);
}

/** Of a command that is missing its own line, also in a function; else that which failed the block. */
function failedLine(execution: Complaint): number | undefined {
  const named = namedLine(execution);
  const isMissing = execution.exitCode === 127 || execution.exitCode === 126;
  return isMissing ? (named ?? execution.line) : (execution.line ?? named);
}

/**
 * The line in `bash: line 3: …`, `sh: line 3: …` (busybox) or `sh: 3: …` of the last complaint of the
 * session's own shell, which names no file; a script that the block calls names its own. A program
 * may print the same; it then only moves the place within its own block.
 */
function namedLine(execution: Complaint): number | undefined {
  if (execution.ended !== 'exit') return undefined;
  const tail = Buffer.from(execution.stderr.slice(-4096)).toString('latin1');
  const complaints = [...tail.matchAll(/^(?:bash|sh): (?:line )?(\d{1,6}): /gm)];
  const number = complaints.at(-1)?.[1];
  return number === undefined ? undefined : Number(number);
}

function scriptLine(
  source: SourceFile,
  command: Command,
  line: { readonly number: number; readonly text: string },
): Span {
  let start = command.span.start.offset;
  const written = writtenLine(command, line.number - 1);
  for (let count = 0; count < written; count += 1) {
    const newline = source.text.indexOf('\n', start);
    if (newline === -1) return command.span;
    start = newline + 1;
  }
  const newline = source.text.indexOf('\n', start);
  const end = newline === -1 ? source.text.length : newline;
  const text = line.text.trim();
  const found = source.text.slice(start, end).indexOf(text);
  const from = found === -1 ? start : start + found;
  const to = found === -1 ? end : from + text.length;
  return { start: pointAt(source.text, from), end: pointAt(source.text, to) };
}
