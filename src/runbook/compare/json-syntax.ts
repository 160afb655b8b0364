import { decimalOf } from './decimal.ts';

/** JSON with its places: offsets in the text it was read from, `end` without. */
export type JsonNode = JsonScalar | JsonArray | JsonObject | JsonMore;

interface Place {
  readonly start: number;
  readonly end: number;
}
export interface JsonScalar extends Place {
  readonly kind: 'scalar';
  /** Equal for equal values: a string in quotes, a number as an exact decimal, or the word. */
  readonly key: string;
  /** Of a string. */
  readonly text?: string | undefined;
}
export interface JsonArray extends Place {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}
export interface JsonObject extends Place {
  readonly kind: 'object';
  readonly members: readonly JsonMember[];
  /** There may be other keys. */
  readonly more: boolean;
}
export interface JsonMember extends Place {
  readonly name: string;
  readonly value: JsonNode;
}
/** `...`: any number of items; as the whole of what is expected, anything. */
export interface JsonMore extends Place {
  readonly kind: 'more';
}

export type ParsedJson =
  | { readonly value: JsonNode }
  | { readonly problem: { readonly message: string; readonly offset: number } };

/** Deeper values are not read. */
const deepest = 100;

/** Reads JSON (RFC 8259). Keys of an object that are there twice are a problem, too. */
export function parseJson(text: string): ParsedJson {
  return parse({ text, at: 0, depth: 0, hasMore: false });
}

/**
 * Reads what is expected: JSON in which `...` or `"..."` stands for more items, and `...` or a key
 * `"..."` for more keys. Beside a `...` without quotes no comma is needed.
 */
export function parseExpectedJson(text: string): ParsedJson {
  return parse({ text, at: 0, depth: 0, hasMore: true });
}

/** Whether what is expected is fulfilled by any JSON, any list or any object. */
export function isAnyJson(value: JsonNode): boolean {
  if (value.kind === 'array') return value.items.length > 0 && value.items.every(isMore);
  if (value.kind === 'object') return value.more && value.members.length === 0;
  return value.kind === 'more' || value.text === '[..]';
}

export function isMore(node: JsonNode): node is JsonMore {
  return node.kind === 'more';
}

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
  readonly hasMore: boolean;
}

interface Problem {
  readonly message: string;
  readonly offset: number;
}

function parse(reader: Reader): ParsedJson {
  const value = readValue(reader);
  if ('message' in value) return { problem: value };
  skipSpace(reader);
  if (reader.at < reader.text.length) {
    return { problem: problemAt(reader, 'more stands behind the value') };
  }
  return { value };
}

function readValue(reader: Reader): JsonNode | Problem {
  skipSpace(reader);
  const more = readMore(reader);
  if (more !== undefined) return more;
  const character = reader.text.charAt(reader.at);
  if (character !== '[' && character !== '{') return readScalar(reader);
  reader.depth += 1;
  if (reader.depth > deepest)
    return problemAt(reader, `it is nested deeper than ${deepest} levels`);
  const value = character === '[' ? readArray(reader) : readObject(reader);
  reader.depth -= 1;
  return value;
}

function readMore(reader: Reader): JsonMore | undefined {
  const start = reader.at;
  if (!reader.hasMore || !reader.text.startsWith('...', start)) return undefined;
  reader.at += 3;
  return { kind: 'more', start, end: reader.at };
}

const plain = String.raw`[^"\\\u0000-\u001f]*`;
const escaped = String.raw`\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})`;
const scalar = new RegExp(
  [
    `"${plain}(?:${escaped}${plain})*"`,
    String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`,
    'true|false|null',
  ].join('|'),
  'y',
);

function readScalar(reader: Reader): JsonScalar | Problem {
  const start = reader.at;
  scalar.lastIndex = start;
  const [written] = scalar.exec(reader.text) ?? [];
  if (written === undefined) return problemAt(reader, 'no value begins here');
  reader.at += written.length;
  const place = { kind: 'scalar', start, end: reader.at } as const;
  if (written.startsWith('"')) {
    const text = String(JSON.parse(written));
    return { ...place, key: JSON.stringify(text), text };
  }
  return { ...place, key: /^[-\d]/.test(written) ? decimalOf(written) : written };
}

function readArray(reader: Reader): JsonArray | Problem {
  const start = reader.at;
  const items: JsonNode[] = [];
  const problem = readList(reader, ']', () => {
    const item = readValue(reader);
    if ('message' in item) return item;
    const isQuoted = reader.hasMore && item.kind === 'scalar' && item.text === '...';
    items.push(isQuoted ? { kind: 'more', start: item.start, end: item.end } : item);
    return undefined;
  });
  return problem ?? { kind: 'array', items, start, end: reader.at };
}

function readObject(reader: Reader): JsonObject | Problem {
  const start = reader.at;
  const members = new Map<string, JsonMember>();
  let more = false;
  const problem = readList(reader, '}', () => {
    if (readMore(reader) !== undefined) {
      more = true;
      return undefined;
    }
    const key = readScalar(reader);
    if ('message' in key || key.text === undefined) {
      return {
        message: 'a key in quotes must stand here',
        offset: 'start' in key ? key.start : reader.at,
      };
    }
    skipSpace(reader);
    if (reader.text.charAt(reader.at) !== ':') return problemAt(reader, 'a colon must stand here');
    reader.at += 1;
    const value = readValue(reader);
    if ('message' in value) return value;
    if (reader.hasMore && key.text === '...') more = true;
    else if (members.has(key.text)) {
      return { message: `the key ${key.key} is there twice`, offset: key.start };
    } else {
      members.set(key.text, { name: key.text, value, start: key.start, end: value.end });
    }
    return undefined;
  });
  return problem ?? { kind: 'object', members: [...members.values()], more, start, end: reader.at };
}

/** Reads what stands between brackets, with commas between; `one` reads a part of it. */
function readList(
  reader: Reader,
  close: string,
  one: () => Problem | undefined,
): Problem | undefined {
  reader.at += 1;
  skipSpace(reader);
  /** A value must follow: after a comma. */
  let isOpen = false;
  while (isOpen || reader.text.charAt(reader.at) !== close) {
    const isDots = isAtDots(reader);
    const problem = one();
    if (problem !== undefined) return problem;
    skipSpace(reader);
    isOpen = reader.text.charAt(reader.at) === ',';
    if (isOpen) reader.at += 1;
    skipSpace(reader);
    const isEnd = reader.text.charAt(reader.at) === close;
    if (isOpen && isEnd && isDots) isOpen = false;
    if (!isOpen && !isEnd && !isDots && !isAtDots(reader)) {
      return problemAt(reader, `a comma or a \`${close}\` must stand here`);
    }
  }
  reader.at += 1;
  return undefined;
}

function isAtDots({ text, at, hasMore }: Reader): boolean {
  return hasMore && text.startsWith('...', at);
}

function skipSpace(reader: Reader): void {
  while (/^[ \t\n\r]$/.test(reader.text.charAt(reader.at))) reader.at += 1;
}

function problemAt({ text, at }: Reader, message: string): Problem {
  return { message: at >= text.length ? 'it ends too early' : message, offset: at };
}
