import type { Cursor } from './cursor.ts';
import type { Heredoc, Place, WrittenWord } from './seen.ts';
import type { Stretch } from './tree.ts';

/** Within a form that has rules of its own, all is. */
export function inside(place: Place, own: Place): Place {
  return place === 'other' ? place : own;
}

const names = /[A-Za-z_]\w{0,199}/g;

/** Takes every name from `start` on for a variable that is asked for by a form of its own. */
export function seeNames(cursor: Cursor, start: number): void {
  for (const { index, 0: name } of cursor.text.slice(start, cursor.at).matchAll(names)) {
    const at = start + index;
    cursor.seen.expansions.push({ start: at, end: at + name.length, name, place: 'other' });
  }
}

/** What stands from `start` on is evaluated once more when it has been expanded. */
export function seeAgain(cursor: Cursor, start: number): void {
  cursor.seen.again.push({ start, end: cursor.at });
}

/** `${NAME:=word}` gives a value where there is none. */
export function seeDefault(cursor: Cursor, start: number): void {
  const [, name] = /^\$\{(\w{1,200}):?=/.exec(cursor.text.slice(start, start + 205)) ?? [];
  if (name !== undefined) see(cursor, name, start + 2);
}

export function see(cursor: Cursor, name: string, start: number, word?: Stretch): void {
  cursor.seen.assigned.push({ name, start, end: start + name.length, word });
}

/** Commands whose words are names of variables that they give a value, or take it from. */
const setters = /^(?:declare|typeset|local|read|unset|getopts|mapfile|readarray|let)$/;

/** What a command says of variables. `from`: how many expansions stand before it. */
export function seeCommand(
  cursor: Cursor,
  command: {
    readonly from: number;
    readonly assignments: readonly WrittenWord[];
    readonly words: readonly WrittenWord[];
    readonly heredocs: readonly Heredoc[];
    readonly strings: readonly WrittenWord[];
  },
): void {
  const { words, heredocs, strings } = command;
  const [name] = words;
  cursor.seen.commands.push({ words, heredocs, strings, piped: cursor.piped });
  for (const one of command.assignments) {
    seeName(cursor, one);
    seeIndex(cursor, one);
  }
  if (name === undefined) return;
  const { expansions } = cursor.seen;
  for (let at = command.from; at < expansions.length; at += 1) {
    const one = expansions[at];
    // A value could be taken for a keyword, an assignment or an alias there.
    if (one?.place === 'bare' && one.start >= name.start && one.end <= name.end) {
      expansions[at] = { ...one, place: 'name' };
    }
  }
  const own = words.findIndex(({ literal }) => !/^(?:command|builtin)$/.test(literal ?? ''));
  const literal = words[own]?.literal ?? '';
  const rest = words.slice(own + 1);
  if (setters.test(literal)) {
    const mark = /^(?:declare|typeset|local)$/.test(literal) ? /^-[a-zA-Z]*[in]/ : /^-[a-zA-Z]*i/;
    const isNumber = rest.some(({ literal = '' }) => mark.test(literal));
    for (const [at, one] of rest.entries()) {
      if (isNumber) cursor.seen.numbers.push(one.literal?.replace(/=.*/s, '') ?? '');
      seeName(cursor, one);
      const isOfOption = valued[literal]?.test(rest[at - 1]?.literal ?? '') ?? false;
      seeIndex(cursor, one, literal === 'let' || isNumber || (!isOfOption && isGiven(cursor, one)));
    }
  }
  if (/^(?:export|readonly)$/.test(literal)) {
    // Without a value, it says nothing new of a variable.
    for (const one of rest) if (writtenOf(cursor, one).includes('=')) seeName(cursor, one);
  }
  if (literal === 'printf' && rest[0]?.literal === '-v' && rest[1]) {
    seeName(cursor, rest[1]);
    seeIndex(cursor, rest[1], isGiven(cursor, rest[1]));
  }
  if (/^(?:test|\[)$/.test(literal)) {
    // Whether a variable is set, which may be one of an array.
    for (const [at, one] of rest.entries()) {
      if (/^-[vR]$/.test(rest[at - 1]?.literal ?? '')) seeIndex(cursor, one, true);
    }
  }
}

/** Options that the word behind them belongs to. */
const valued: Readonly<Record<string, RegExp>> = {
  read: /^-[a-zA-Z]*[dinNptu]$/,
  mapfile: /^-[a-zA-Z]*[CcdnOsu]$/,
  readarray: /^-[a-zA-Z]*[CcdnOsu]$/,
};

/** Whether the name itself comes from a variable: it may have an index. */
function isGiven(cursor: Cursor, word: WrittenWord): boolean {
  return word.literal === undefined && /^[^=]*\$/.test(writtenOf(cursor, word));
}

/** `name[index]=value`: what the index is. */
function seeIndex(cursor: Cursor, word: WrittenWord, isArithmetic = false): void {
  const isIndexed = /^["']?\w{1,200}\[/.test(writtenOf(cursor, word).slice(0, 203));
  if (isArithmetic || isIndexed) cursor.seen.again.push({ start: word.start, end: word.end });
}

function writtenOf(cursor: Cursor, { start, end }: Stretch): string {
  return cursor.text.slice(start, end);
}

function seeName(cursor: Cursor, word: Stretch): void {
  const written = writtenOf(cursor, { start: word.start, end: word.start + 210 });
  const [, quote = '', name = ''] =
    /^(["']?)([A-Za-z_]\w{0,199})(?=[\s;&|)"']|$|[-+*/%]?=|\+\+|--|\[)/.exec(written) ?? [];
  if (name !== '') see(cursor, name, word.start + quote.length, word);
}
