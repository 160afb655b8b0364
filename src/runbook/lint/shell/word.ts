import {
  type Cursor,
  expect,
  gaveUp,
  isOver,
  nested,
  skipLines,
  spend,
  startsWith,
  take,
} from './cursor.ts';
import { skipArithmetic, skipBraces } from './expansion.ts';
import { inside, seeAgain, seeDefault, seeNames } from './see.ts';
import type { Script, Substitution, Word } from './tree.ts';

/** Reads commands up to the `)` that closes them, which is left where it is. */
export type ReadScript = (cursor: Cursor) => Script;

/** What ends a word. */
const ends = new Set([' ', '\t', '\r', '\n', ';', '&', '|', '<', '>', '(', ')']);

interface Draft {
  literal: string | undefined;
  readonly substitutions: Substitution[];
}

/** Reads one word, quotes and expansions and all; undefined where none begins. */
export function readWord(cursor: Cursor, readScript: ReadScript): Word | undefined {
  const start = cursor.at;
  const draft: Draft = { literal: '', substitutions: [] };
  while (!isOver(cursor)) {
    spend(cursor);
    const character = cursor.text.charAt(cursor.at);
    if (ends.has(character)) {
      if (!readBracket(cursor, { start, draft, readScript })) break;
    } else if (character === "'") readSingle(cursor, draft);
    else if (character === '"') readDouble(cursor, draft, readScript);
    else if (character === '\\') readBackslash(cursor, draft);
    else if (!readExpansion(cursor, draft, readScript)) {
      if (draft.literal !== undefined) draft.literal += character;
      cursor.at += 1;
    }
  }
  return cursor.at === start ? undefined : { start, end: cursor.at, ...draft };
}

/** A bracket that is part of a word: `<(…)`, `name=(…)`, `@(a|b)`. */
function readBracket(
  cursor: Cursor,
  word: { readonly start: number; readonly draft: Draft; readonly readScript: ReadScript },
): boolean {
  const { start, draft, readScript } = word;
  if (cursor.at === start && (startsWith(cursor, '<(') || startsWith(cursor, '>('))) {
    const from = cursor.at;
    cursor.at += 2;
    draft.substitutions.push(closed(cursor, { start: from, kind: 'process' }, readScript));
    draft.literal = undefined;
    return true;
  }
  if (!startsWith(cursor, '(')) return false;
  const before = cursor.text.slice(Math.max(start, cursor.at - 200), cursor.at);
  if (/^\w+(?:\[[^\]]*\])?\+?=$/.test(before)) {
    cursor.at += 1;
    nested(cursor, () => {
      for (skipLines(cursor); !take(cursor, ')'); skipLines(cursor)) {
        const item = readWord(cursor, readScript);
        if (item === undefined) throw gaveUp;
        draft.substitutions.push(...item.substitutions);
      }
    });
    draft.literal = undefined;
    return true;
  }
  if (!/[?*+@]$|.!$/.test(before)) return false;
  draft.literal = undefined;
  cursor.at += 1;
  nested(cursor, () => readPatterns(cursor, draft, readScript));
  return true;
}

/** The inside of an extended glob, with its closing bracket. */
function readPatterns(cursor: Cursor, draft: Draft, readScript: ReadScript): void {
  while (!take(cursor, ')')) {
    if (isOver(cursor)) throw gaveUp;
    const inner = readWord(cursor, readScript);
    if (inner !== undefined) draft.substitutions.push(...inner.substitutions);
    else if (take(cursor, '(')) nested(cursor, () => readPatterns(cursor, draft, readScript));
    else {
      spend(cursor);
      cursor.at += 1;
    }
  }
}

function readSingle(cursor: Cursor, draft: Draft): void {
  const close = cursor.text.indexOf("'", cursor.at + 1);
  if (close === -1) throw gaveUp;
  spend(cursor, close - cursor.at);
  if (draft.literal !== undefined) draft.literal += cursor.text.slice(cursor.at + 1, close);
  cursor.seen.verbatim.push({ start: cursor.at + 1, end: close });
  cursor.at = close + 1;
}

function readBackslash(cursor: Cursor, draft: Draft): void {
  const next = cursor.text.charAt(cursor.at + 1);
  if (draft.literal !== undefined && next !== '\n') draft.literal += next;
  cursor.at += 2;
}

function readDouble(cursor: Cursor, draft: Draft, readScript: ReadScript): void {
  const { place } = cursor;
  cursor.place = inside(place, 'double');
  cursor.at += 1;
  while (!take(cursor, '"')) {
    if (isOver(cursor)) throw gaveUp;
    spend(cursor);
    const character = cursor.text.charAt(cursor.at);
    if (character === '\\') readBackslash(cursor, draft);
    else if (
      startsWith(cursor, "$'") ||
      startsWith(cursor, '$"') ||
      !readExpansion(cursor, draft, readScript)
    ) {
      if (draft.literal !== undefined) draft.literal += character;
      cursor.at += 1;
    }
  }
  cursor.place = place;
}

/** `$…` or `` `…` ``; false where neither begins. */
export function readExpansion(cursor: Cursor, draft: Draft, readScript: ReadScript): boolean {
  const start = cursor.at;
  const { text } = cursor;
  if (text.charAt(start) === '`') {
    draft.literal = undefined;
    draft.substitutions.push(readBackquoted(cursor, readScript));
    return true;
  }
  if (text.charAt(start) !== '$') return false;
  const next = text.charAt(start + 1);
  if (next === '(') {
    draft.literal = undefined;
    cursor.at += 2;
    if (text.charAt(cursor.at) === '(' && skipArithmetic(cursor)) {
      seeNames(cursor, start);
      seeAgain(cursor, start);
      return true;
    }
    draft.substitutions.push(closed(cursor, { start, kind: 'command' }, readScript));
    return true;
  }
  if (next === '[' && skipIndex(cursor)) {
    // The old writing of arithmetic, which bash still reads.
    draft.literal = undefined;
    seeNames(cursor, start);
    seeAgain(cursor, start);
    return true;
  }
  if (next === '{') {
    draft.literal = undefined;
    const { place } = cursor;
    const [plain] = /^\$\{[A-Za-z_]\w{0,199}\}/.exec(text.slice(start, start + 204)) ?? [];
    if (plain !== undefined) {
      cursor.at += plain.length;
      cursor.seen.expansions.push({ start, end: cursor.at, name: plain.slice(2, -1), place });
      return true;
    }
    cursor.at += 2;
    cursor.place = 'other';
    nested(cursor, () =>
      skipBraces(cursor, () => {
        if (startsWith(cursor, '"')) readDouble(cursor, draft, readScript);
        else if (!readExpansion(cursor, draft, readScript)) cursor.at += 1;
      }),
    );
    cursor.place = place;
    seeNames(cursor, start);
    seeDefault(cursor, start);
    // An index, or the numbers of `${name:from:length}`.
    const [head] = /^\$\{[!#]?\w{1,200}(?:\[|:[^-=+?])/.exec(text.slice(start, start + 206)) ?? [];
    if (head !== undefined) seeAgain(cursor, start + head.length - 1);
    // What it names may be one of an array.
    if (/^\$\{!\w{1,200}\}$/.test(text.slice(start, cursor.at))) seeAgain(cursor, start);
    return true;
  }
  if (next === "'") {
    draft.literal = undefined;
    cursor.at += 2;
    while (!take(cursor, "'")) {
      if (isOver(cursor)) throw gaveUp;
      spend(cursor);
      cursor.at += text.charAt(cursor.at) === '\\' ? 2 : 1;
    }
    cursor.seen.verbatim.push({ start: start + 2, end: cursor.at - 1 });
    return true;
  }
  const [name] = /^\$(?:[A-Za-z_]\w{0,199}|[\d@*#?$!-])/.exec(text.slice(start, start + 202)) ?? [];
  if (name === undefined) return false;
  draft.literal = undefined;
  cursor.at += name.length;
  // Lines are joined first: the name goes on.
  if (/^(?:\\\n)+\w/.test(text.slice(cursor.at, cursor.at + 9)) && /^\$\D\w*$/.test(name))
    throw gaveUp;
  const { place } = cursor;
  cursor.seen.expansions.push({ start, end: cursor.at, name: name.slice(1), place });
  return true;
}

/** Passes over `$[…]`; false, and nothing passed over, where it does not end on its line. */
function skipIndex(cursor: Cursor): boolean {
  let depth = 0;
  for (let at = cursor.at; at < cursor.text.length; at += 1) {
    spend(cursor);
    const character = cursor.text.charAt(at);
    if (character === '\n') return false;
    if (character === '[') depth += 1;
    else if (character === ']') depth -= 1;
    if (character !== ']' || depth > 0) continue;
    cursor.at = at + 1;
    return true;
  }
  return false;
}

/** The commands of a substitution whose opening is read, and its `)`. */
function closed(
  cursor: Cursor,
  { start, kind }: { readonly start: number; readonly kind: Substitution['kind'] },
  readScript: ReadScript,
): Substitution {
  const { place } = cursor;
  cursor.place = inside(place, 'bare');
  const script = nested(cursor, () => readScript(cursor));
  cursor.place = place;
  expect(cursor, ')');
  return { kind, start, end: cursor.at, script };
}

/** With backslashes in it, its text is another than what stands there, and is not read. */
function readBackquoted(cursor: Cursor, readScript: ReadScript): Substitution {
  const start = cursor.at;
  cursor.at += 1;
  while (!take(cursor, '`')) {
    if (isOver(cursor)) throw gaveUp;
    spend(cursor);
    cursor.at += cursor.text.charAt(cursor.at) === '\\' ? 2 : 1;
  }
  seeNames(cursor, start);
  const place = { kind: 'command', start, end: cursor.at } as const;
  const text = cursor.text.slice(0, cursor.at - 1);
  if (text.includes('\\', start)) return { ...place, script: undefined };
  spend(cursor, cursor.at - start);
  const script = nested(cursor, () => {
    const inner: Cursor = {
      ...cursor,
      text,
      at: start + 1,
      heredocs: [],
      place: 'other',
    };
    const read = readScript(inner);
    if (!isOver(inner)) throw gaveUp;
    return read;
  });
  return { ...place, script };
}
