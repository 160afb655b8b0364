import { promptOf } from './prompt.ts';
import { afterLine, nothingTyped, type Typed, waitsFor } from './typed-line.ts';

export interface Transcript {
  readonly lines: readonly string[];
  readonly prompts: readonly string[];
}

/** A line of a command. It may stand without a prompt. */
export interface TypedLine {
  readonly prompt: string;
  readonly text: string;
}

interface Place extends Transcript {
  readonly start: number;
}

/** Lines without a prompt that may belong to one command: what is looked through again and again. */
const longestTail = 500;

/**
 * The lines of the command whose prompt stands at `start`. `> ` continues it. So do, without a prompt,
 * the line behind a final backslash, the lines of a here-document up to its end, and those up to the
 * end of a quote, where the transcript has that end.
 */
export function readTyped({ lines, prompts }: Transcript, start: number): readonly TypedLine[] {
  const first = split(lines[start] ?? '', promptOf(lines[start] ?? '', prompts)?.length ?? 0);
  const command = [first];
  let typed = afterLine(nothingTyped, first.text);
  let end = start + 1;
  let tail = 0;
  let isBare = false;
  while (end < lines.length) {
    const { count, prompted } = nextPiece(typed, { lines, prompts, start: end });
    // A here-document has its end, but backslashes and quotes may follow one another for ever.
    tail += prompted || waitsFor(typed) === 'text' ? 0 : count;
    // A terminal that shows no `> ` shows none: what begins so now is output.
    if (isBare && prompted && waitsFor(typed) === undefined) break;
    if (count === 0 || tail > longestTail) break;
    isBare ||= !prompted;
    for (const line of lines.slice(end, end + count)) {
      const one = split(line, prompted ? 2 : 0);
      command.push(one);
      typed = afterLine(typed, one.text);
    }
    end += count;
  }
  return command;
}

function split(line: string, at: number): TypedLine {
  return { prompt: line.slice(0, at), text: line.slice(at) };
}

/** How many of the coming lines go on with the command, and whether they begin with `> `. */
interface Piece {
  readonly count: number;
  readonly prompted: boolean;
}

function nextPiece(typed: Typed, place: Place): Piece {
  const { lines, prompts, start } = place;
  const line = lines[start] ?? '';
  switch (waitsFor(typed)) {
    case undefined:
      return { count: isContinued(line) ? 1 : 0, prompted: true };
    case 'line':
      return { count: promptOf(line, prompts) !== undefined ? 0 : 1, prompted: isContinued(line) };
    case 'quote':
      return isContinued(line)
        ? { count: 1, prompted: true }
        : { count: upToQuote(typed, place), prompted: false };
    case 'text':
      return textPiece(typed, place);
  }
}

function isContinued(line: string): boolean {
  return line === '>' || line.startsWith('> ');
}

function upToQuote(typed: Typed, { lines, prompts, start }: Place): number {
  let now = typed;
  for (const [index, line] of lines.slice(start, start + longestTail).entries()) {
    if (promptOf(line, prompts) !== undefined) return 0;
    now = afterLine(now, line);
    if (now.quote === '') return index + 1;
  }
  return 0;
}

/**
 * The text of the first open here-document with its end. It may itself have lines that begin with
 * `> `, or with a prompt: it was typed behind `> ` where its end is. Without an end anywhere it goes as
 * far as `> ` does, and the shell tells.
 */
function textPiece(typed: Typed, { lines, start }: Place): Piece {
  const isEnd = (text: string): boolean => afterLine(typed, text).open.length < typed.open.length;
  let prompted = start;
  while (prompted < lines.length && isContinued(lines[prompted] ?? '')) {
    prompted += 1;
    if (isEnd((lines[prompted - 1] ?? '').slice(2)))
      return { count: prompted - start, prompted: true };
  }
  const bare = lines.slice(start, start + longestTail).findIndex(isEnd);
  return bare === -1
    ? { count: prompted - start, prompted: true }
    : { count: bare + 1, prompted: false };
}
