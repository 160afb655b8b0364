import { readCommand } from './command.ts';
import {
  type Cursor,
  cursorAt,
  gaveUp,
  isOver,
  skipBlanks,
  skipLines,
  spend,
  startsWith,
  take,
  takeNewline,
} from './cursor.ts';
import { seeNames } from './see.ts';
import type { Heredoc, Seen } from './seen.ts';
import type { Command, Item, Pipeline, Script } from './tree.ts';
import { readExpansion } from './word.ts';

/**
 * Reads shell text (POSIX and the syntax of bash) into its commands, as far as a lint has to know
 * them: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html. Undefined for what
 * is not understood; nothing is said of that. Never throws, and takes time linear in the length.
 */
export function parseShell(text: string): Script | undefined {
  const cursor = cursorAt(text);
  try {
    const script = readScript(cursor);
    return isOver(cursor) ? script : undefined;
  } catch (error) {
    if (error === gaveUp) return undefined;
    throw error;
  }
}

/**
 * What a script has to do with variables, also in its here-documents. Undefined for what is not
 * understood.
 */
export function variablesIn(text: string): Seen | undefined {
  const cursor = cursorAt(text);
  try {
    readScript(cursor);
    if (!isOver(cursor)) return undefined;
  } catch (error) {
    if (error === gaveUp) return undefined;
    throw error;
  }
  // Commands in the text of one may hold others.
  for (const heredoc of cursor.seen.heredocs) seeInText(cursor, heredoc);
  return cursor.seen;
}

function seeInText(cursor: Cursor, { start, body }: Heredoc): void {
  const { expansions } = cursor.seen;
  const before = expansions.length;
  const text = cursor.text.slice(0, start + body.length);
  const inner: Cursor = { ...cursor, text, at: start, heredocs: [], place: 'heredoc' };
  const draft = { literal: undefined, substitutions: [] };
  try {
    while (!isOver(inner)) {
      spend(inner);
      if (startsWith(inner, '\\')) inner.at += 2;
      // Quotes mean nothing there.
      else if (startsWith(inner, "$'") || startsWith(inner, '$"')) inner.at += 1;
      else if (!readExpansion(inner, draft, readScript)) inner.at += 1;
    }
  } catch (error) {
    if (error !== gaveUp) throw error;
    expansions.length = before;
    seeNames({ ...inner, at: text.length }, start);
  }
}

const closing = /(?:then|elif|else|fi|do|done|esac|\})(?=[\s;&|<>()]|$)/y;

/** Whether the list that is read ends here: at a bracket, a `;;`, or a word that closes something. */
function isEnd(cursor: Cursor): boolean {
  if (isOver(cursor) || startsWith(cursor, ')')) return true;
  if (startsWith(cursor, ';;') || startsWith(cursor, ';&')) return true;
  closing.lastIndex = cursor.at;
  return closing.test(cursor.text);
}

function readScript(cursor: Cursor): Script {
  const items: Item[] = [];
  for (skipLines(cursor); !isEnd(cursor); skipLines(cursor)) items.push(readItem(cursor));
  return items;
}

function readItem(cursor: Cursor): Item {
  const start = cursor.at;
  const first = readPipeline(cursor);
  const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = [];
  for (skipBlanks(cursor); ; skipBlanks(cursor)) {
    const operator = take(cursor, '&&') ? '&&' : take(cursor, '||') ? '||' : undefined;
    if (operator === undefined) break;
    skipLines(cursor);
    rest.push({ operator, pipeline: readPipeline(cursor) });
  }
  const end = rest.at(-1)?.pipeline.end ?? first.end;
  const background = take(cursor, '&');
  const ended = background || (!startsWith(cursor, ';;') && take(cursor, ';'));
  if (!ended && !isEnd(cursor) && !takeNewline(cursor)) throw gaveUp;
  return { start, end, first, rest, background };
}

/** Of a longer one the rest is taken for one that reads nothing: time stays linear. */
const longestPipeline = 20;

const prefix = /(?:!|time(?:[ \t]+-p)?|coproc)(?=[\s(])/y;

function readPipeline(cursor: Cursor): Pipeline {
  const start = cursor.at;
  let negated = false;
  for (;;) {
    prefix.lastIndex = cursor.at;
    const [word] = prefix.exec(cursor.text) ?? [];
    if (word === undefined) break;
    if (word === '!') negated = !negated;
    cursor.at += word.length;
    skipBlanks(cursor);
  }
  const commands: Command[] = [];
  const { piped, seen } = cursor;
  const from = seen.commands.length;
  let end = start;
  do {
    skipLines(cursor);
    if (commands.length > 0 && commands.length < longestPipeline) {
      cursor.piped = { start, end, from, to: seen.commands.length };
    }
    const command = readCommand(cursor, readScript);
    if (command === undefined) throw gaveUp;
    commands.push(command);
    end = command.end;
    skipBlanks(cursor);
  } while (!startsWith(cursor, '||') && (take(cursor, '|&') || take(cursor, '|')));
  cursor.piped = piped;
  return { start, end, negated, commands };
}
