import type { Heredoc, Piped, Place, Seen } from './seen.ts';

/** Where the reading of a script is. Its readers move it on. */
export interface Cursor {
  readonly text: string;
  at: number;
  /** Here-documents that begin behind the line end that comes next. */
  readonly heredocs: Heredoc[];
  /** How many constructs are open. */
  depth: number;
  /** What may still be done; the budget grows with the text, so that all of it takes linear time. */
  left: number;
  /** How what stands here is quoted. */
  place: Place;
  /** What comes to what stands here by a pipe. */
  piped: Piped | undefined;
  /** What the script has to do with variables. */
  readonly seen: Seen;
}

/** Thrown to give a script up that is not understood; it never leaves `parseShell`. */
export const gaveUp: Error = new Error('the script is not understood');

const deepest = 60;

export function cursorAt(text: string): Cursor {
  return {
    text,
    at: 0,
    heredocs: [],
    depth: 0,
    left: 40 * text.length + 1000,
    place: 'bare',
    piped: undefined,
    seen: {
      expansions: [],
      assigned: [],
      heredocs: [],
      verbatim: [],
      again: [],
      numbers: [],
      commands: [],
    },
  };
}

/** Counts `amount` characters looked at. */
export function spend(cursor: Cursor, amount = 1): void {
  cursor.left -= amount;
  if (cursor.left < 0) throw gaveUp;
}

/** Reads something that may hold the same again. */
export function nested<T>(cursor: Cursor, read: () => T): T {
  spend(cursor);
  cursor.depth += 1;
  if (cursor.depth > deepest) throw gaveUp;
  const value = read();
  cursor.depth -= 1;
  return value;
}

export function startsWith(cursor: Cursor, text: string): boolean {
  return cursor.text.startsWith(text, cursor.at);
}

export function take(cursor: Cursor, text: string): boolean {
  if (!startsWith(cursor, text)) return false;
  spend(cursor);
  cursor.at += text.length;
  return true;
}

export function expect(cursor: Cursor, text: string): void {
  if (!take(cursor, text)) throw gaveUp;
}

export function isOver(cursor: Cursor): boolean {
  return cursor.at >= cursor.text.length;
}

/** Passes over blanks, joined lines and a comment, but not over a line end. */
export function skipBlanks(cursor: Cursor): void {
  for (;;) {
    spend(cursor);
    const character = cursor.text.charAt(cursor.at);
    if (character === ' ' || character === '\t' || character === '\r') cursor.at += 1;
    else if (startsWith(cursor, '\\\n')) cursor.at += 2;
    else if (startsWith(cursor, '\\\r\n')) cursor.at += 3;
    else break;
  }
  // Every place where blanks are looked for is the beginning of a word.
  if (startsWith(cursor, '#')) cursor.at = lineEnd(cursor);
}

/** Passes over blanks, comments, line ends and the here-documents behind them. */
export function skipLines(cursor: Cursor): void {
  for (skipBlanks(cursor); takeNewline(cursor); skipBlanks(cursor));
}

/** Reads a line end, and with it the here-documents that it begins. */
export function takeNewline(cursor: Cursor): boolean {
  if (!take(cursor, '\n')) return false;
  for (const heredoc of cursor.heredocs.splice(0)) {
    readHeredoc(cursor, heredoc);
    const { start, body } = heredoc;
    if (heredoc.quoted) cursor.seen.verbatim.push({ start, end: start + body.length });
    else cursor.seen.heredocs.push(heredoc);
  }
  return true;
}

function readHeredoc(cursor: Cursor, heredoc: Heredoc): void {
  const start = cursor.at;
  heredoc.start = start;
  while (!isOver(cursor)) {
    const from = cursor.at;
    const end = lineEnd(cursor);
    const line = cursor.text.slice(from, end).replace(/\r$/, '');
    cursor.at = Math.min(cursor.text.length, end + 1);
    heredoc.body = cursor.text.slice(start, from);
    if ((heredoc.tabs ? line.replace(/^\t+/, '') : line) === heredoc.delimiter) return;
  }
  heredoc.body = cursor.text.slice(start);
}

function lineEnd(cursor: Cursor): number {
  const newline = cursor.text.indexOf('\n', cursor.at);
  const end = newline === -1 ? cursor.text.length : newline;
  spend(cursor, end - cursor.at);
  return end;
}
