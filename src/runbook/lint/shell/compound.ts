import {
  type Cursor,
  expect,
  gaveUp,
  isOver,
  nested,
  skipBlanks,
  skipLines,
  spend,
  startsWith,
  take,
} from './cursor.ts';
import { skipArithmetic } from './expansion.ts';
import { inside, see, seeAgain, seeNames } from './see.ts';
import type { Command, Script, Word } from './tree.ts';
import { type ReadScript, readWord } from './word.ts';

const keyword = /(?:if|for|while|until|select|case|\{|\[\[)(?=[\s;&|<>()]|$)/y;

/** Reads a command that begins with a keyword or a bracket; undefined where none does. */
export function readCompound(cursor: Cursor, readScript: ReadScript): Command | undefined {
  const start = cursor.at;
  spend(cursor);
  if (startsWith(cursor, '(')) {
    if (startsWith(cursor, '((')) {
      cursor.at += 1;
      if (skipArithmetic(cursor)) {
        seeNames(cursor, start);
        seeAgain(cursor, start);
        return { kind: 'question', start, end: cursor.at, opensFile: false };
      }
      cursor.at = start;
    }
    cursor.at += 1;
    const body = nested(cursor, () => readScript(cursor));
    expect(cursor, ')');
    return { kind: 'subshell', start, end: cursor.at, opensFile: false, body };
  }
  keyword.lastIndex = start;
  const [word] = keyword.exec(cursor.text) ?? [];
  if (word === undefined) return undefined;
  cursor.at += word.length;
  return nested(cursor, () => {
    const inside = readInside(word, cursor, readScript);
    return { ...inside, start, end: cursor.at, opensFile: false };
  });
}

type Inside<T = Command> = T extends Command ? Omit<T, 'start' | 'end' | 'opensFile'> : never;

function readInside(word: string, cursor: Cursor, readScript: ReadScript): Inside {
  switch (word) {
    case 'if':
      return readIf(cursor, readScript);
    case 'while':
    case 'until': {
      const condition = readScript(cursor);
      return { kind: 'loop', condition, body: readBody(cursor, readScript) };
    }
    case 'for':
    case 'select':
      readHead(cursor, readScript);
      return { kind: 'loop', condition: [], body: readBody(cursor, readScript) };
    case 'case':
      return { kind: 'case', arms: readArms(cursor, readScript) };
    case '[[':
      return readQuestion(cursor, readScript);
    default: {
      const body = readScript(cursor);
      expect(cursor, '}');
      return { kind: 'brace', body };
    }
  }
}

function readIf(cursor: Cursor, readScript: ReadScript): Inside {
  const branches: { condition: Script; body: Script }[] = [];
  do {
    const condition = readScript(cursor);
    expect(cursor, 'then');
    branches.push({ condition, body: readScript(cursor) });
  } while (take(cursor, 'elif'));
  const otherwise = take(cursor, 'else') ? readScript(cursor) : undefined;
  expect(cursor, 'fi');
  return { kind: 'if', branches, otherwise };
}

/** `do …; done`, or the braces that bash takes in their place. */
function readBody(cursor: Cursor, readScript: ReadScript): Script {
  const isBrace = startsWith(cursor, '{');
  expect(cursor, isBrace ? '{' : 'do');
  const body = readScript(cursor);
  expect(cursor, isBrace ? '}' : 'done');
  return body;
}

/** `name in words;` or `((…;…;…))`, up to where the body begins. */
function readHead(cursor: Cursor, readScript: ReadScript): void {
  skipBlanks(cursor);
  if (startsWith(cursor, '((')) {
    const start = cursor.at;
    cursor.at += 1;
    if (!skipArithmetic(cursor)) throw gaveUp;
    seeNames(cursor, start);
    seeAgain(cursor, start);
  } else {
    const name = readWord(cursor, readScript);
    if (name?.literal !== undefined) see(cursor, name.literal, name.start);
    skipLines(cursor);
    if (/^in\s/.test(cursor.text.slice(cursor.at, cursor.at + 3))) {
      for (
        let word = readWord(cursor, readScript);
        word !== undefined;
        word = readWord(cursor, readScript)
      ) {
        skipBlanks(cursor);
      }
    }
  }
  skipBlanks(cursor);
  take(cursor, ';');
  skipLines(cursor);
}

function readArms(cursor: Cursor, readScript: ReadScript): readonly Script[] {
  skipBlanks(cursor);
  readWord(cursor, readScript);
  skipLines(cursor);
  expect(cursor, 'in');
  const arms: Script[] = [];
  for (skipLines(cursor); !isEsac(cursor); skipLines(cursor)) {
    if (isOver(cursor)) throw gaveUp;
    take(cursor, '(');
    const { place } = cursor;
    do {
      skipBlanks(cursor);
      // `esac` without quotes would end it.
      cursor.place = inside(place, 'name');
      if (readWord(cursor, readScript) === undefined) throw gaveUp;
      cursor.place = place;
      skipBlanks(cursor);
    } while (take(cursor, '|'));
    expect(cursor, ')');
    arms.push(readScript(cursor));
    if (!take(cursor, ';;&') && !take(cursor, ';;')) take(cursor, ';&');
  }
  expect(cursor, 'esac');
  return arms;
}

function isEsac(cursor: Cursor): boolean {
  return /^esac(?:[\s;&|<>()]|$)/.test(cursor.text.slice(cursor.at, cursor.at + 5));
}

const isCompared = /^-(?:eq|ne|lt|le|gt|ge|v)$/;

/** There a name alone is the variable. */
function seeOperand(cursor: Cursor, word: Word | undefined): void {
  const { literal, start = 0, end = 0 } = word ?? {};
  if (literal !== undefined && /^[A-Za-z_]\w{0,199}$/.test(literal)) {
    cursor.seen.expansions.push({ start, end, name: literal, place: 'other' });
  }
}

/** `[[ … ]]`: operators of the shell have other meanings in it. */
function readQuestion(cursor: Cursor, readScript: ReadScript): Inside {
  const { place, at: start } = cursor;
  let isArithmetic = false;
  let before: Word | undefined;
  cursor.place = inside(place, 'name');
  while (!take(cursor, ']]')) {
    if (isOver(cursor)) throw gaveUp;
    const word = readWord(cursor, readScript);
    // What follows is an expression, of which quotes are no part.
    if (word?.literal === '=~') cursor.place = 'other';
    if (isCompared.test(word?.literal ?? '')) {
      isArithmetic = true;
      seeOperand(cursor, before);
    } else if (isCompared.test(before?.literal ?? '')) seeOperand(cursor, word);
    before = word ?? before;
    if (word !== undefined) continue;
    if (startsWith(cursor, '&&') || startsWith(cursor, '||')) cursor.place = inside(place, 'name');
    spend(cursor);
    cursor.at += 1;
  }
  cursor.place = place;
  if (isArithmetic) seeAgain(cursor, start);
  return { kind: 'question' };
}
