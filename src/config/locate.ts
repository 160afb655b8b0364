import { type Span, spanAt } from '../model/source.ts';

/**
 * Where a key or an element stands in the text of a configuration file: the deepest of its path that
 * is written there. It is read as nested braces and lists, and nothing is run, so what a variable or a
 * function gives is found by the key that it is given to; undefined where not even the first is there.
 */
export function locateKey(text: string, path: readonly PropertyKey[]): Span | undefined {
  if (path.length === 0) return undefined;
  let best: Found = { depth: 0 };
  for (const root of groupsOf(text)) {
    const found = follow(root, path);
    if (found.depth > best.depth) best = found;
    if (best.depth === path.length) break;
  }
  return best.at === undefined ? undefined : spanAt(text, ...best.at);
}

/** UTF-16 offsets. */
type Range = readonly [start: number, end: number];

interface Found {
  /** How much of the path was followed. */
  readonly depth: number;
  readonly at?: Range | undefined;
}

/** What stands between two brackets. */
interface Group {
  readonly open: string;
  readonly start: number;
  end: number;
  readonly tokens: (Token | Group)[];
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Entry {
  readonly at: Range;
  readonly value: Token | Group | undefined;
}

function follow(group: Group, path: readonly PropertyKey[]): Found {
  const [first, ...rest] = path;
  const found = first === undefined ? undefined : entryOf(group, first);
  if (found === undefined) return { depth: 0 };
  const inner = isGroup(found.value) ? follow(found.value, rest) : { depth: 0 };
  return { depth: inner.depth + 1, at: inner.at ?? found.at };
}

function entryOf(group: Group, key: PropertyKey): Entry | undefined {
  if (typeof key === 'number') {
    if (group.open !== '[') return undefined;
    const [first] = listed(group.tokens)[key] ?? [];
    return first && { at: [first.start, first.end], value: first };
  }
  if (group.open !== '{') return undefined;
  for (const [name, mark, ...given] of listed(group.tokens)) {
    const value = given.find(isGroup) ?? given[0];
    if (name === undefined || isGroup(name) || unquoted(name.text) !== key) continue;
    const isKey = mark === undefined || (!isGroup(mark) && mark.text === ':');
    if (isKey) return { at: [name.start, name.end], value };
    // A method, `footer() { … }`, is a key as well.
    if (isGroup(mark) && mark.open === '(') return { at: [name.start, name.end], value: undefined };
  }
  return undefined;
}

/** What stands between commas, and between statements. */
function listed(tokens: Group['tokens']): readonly (readonly (Token | Group)[])[] {
  const all: (Token | Group)[][] = [[]];
  for (const token of tokens) {
    if (!isGroup(token) && /^[,;]$/.test(token.text)) all.push([]);
    else all.at(-1)?.push(token);
  }
  return all;
}

function isGroup(one: Token | Group | undefined): one is Group {
  return one !== undefined && 'tokens' in one;
}

function unquoted(text: string): string {
  return /^(["'`])[\s\S]*\1$/.test(text) ? text.slice(1, -1) : text;
}

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
const string = /"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?/.source;
const comment = /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/.source;
const regex = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/.source;
const lexeme = new RegExp(`${comment}|${string}|[\\w$]+|[^\\s\\w$]`, 'g');

/** Every group of a text, those around others first. */
function groupsOf(text: string): readonly Group[] {
  const top: Group = { open: '', start: 0, end: text.length, tokens: [] };
  const all: Group[] = [];
  const around: Group[] = [top];
  const lex = new RegExp(lexeme);
  const literal = new RegExp(regex, 'y');
  let before = '';
  for (let match = lex.exec(text); match !== null; match = lex.exec(text)) {
    const [one] = match;
    const start = match.index;
    if (one.startsWith('//') || one.startsWith('/*')) continue;
    literal.lastIndex = start;
    // A slash after a value divides; anywhere else it begins a pattern.
    const pattern = one === '/' && !/[\w$)\]}"'`]$/.test(before) ? literal.exec(text) : null;
    const token = { text: pattern?.[0] ?? one, start, end: start + (pattern?.[0] ?? one).length };
    lex.lastIndex = token.end;
    before = token.text;
    const inner = around.at(-1) ?? top;
    if (Object.hasOwn(closing, one)) {
      const group: Group = { open: one, start, end: token.end, tokens: [] };
      inner.tokens.push(group);
      all.push(group);
      around.push(group);
    } else if (around.length > 1 && one === closing[inner.open]) {
      inner.end = token.end;
      around.pop();
    } else inner.tokens.push(token);
  }
  return all;
}
