import type { Range } from './parsed-data.ts';

/** What YAML was read, and where its top-level keys stand. */
export interface SimpleYaml {
  readonly data: Readonly<Record<string, unknown>>;
  readonly places: ReadonlyMap<string, Range>;
}

const longest = 8192;
const mostValues = 500;
const deepest = 5;
/** Tabs and other control characters, line ends that are none for everybody, half characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const strange = /[\0-\x09\x0B-\x1F\x7F-\x9F\u2028\u2029\uFEFF]|\p{Surrogate}|\s{501}/u;
const keyLine = /^( *)([A-Za-z_][\w-]{0,99}):(?: +(.*))?$/;
const itemLine = /^( *)- +(.*)$/;
const passedOver = /^ *(?:#.*)?$/;
/** A key that is no text in YAML, or no ordinary one in JavaScript. */
const oddKey = /^(?:null|true|false|__proto__)$/i;

/**
 * Reads the YAML that most front matter is made of: keys with one-line values, lists of such values,
 * groups of such keys. Everything that could mean something else, and every mistake, is left to
 * `parseYaml`, by undefined: what is read here is what that would read, in a twentieth of its time.
 */
export function parseSimpleYaml(text: string): SimpleYaml | undefined {
  if (text.length > longest || strange.test(text)) return undefined;
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (!passedOver.test(line)) lines.push({ text: line.replace(/ +$/, ''), start });
    start += line.length + 1;
  }
  const reading: Reading = { lines, at: 0, values: 0 };
  const places = new Map<string, Range>();
  try {
    const data = readGroup(reading, 0, 0, places);
    return reading.at === lines.length ? { data, places } : undefined;
  } catch (error) {
    if (error === notSimple) return undefined;
    throw error;
  }
}

interface Line {
  readonly text: string;
  readonly start: number;
}

interface Reading {
  readonly lines: readonly Line[];
  /** Index of the line that is next. */
  at: number;
  values: number;
}

/** Thrown to stop: no error of anybody. */
const notSimple = Symbol('not simple');

function readGroup(
  reading: Reading,
  indent: number,
  depth: number,
  places?: Map<string, Range>,
): Record<string, unknown> {
  if (depth > deepest) throw notSimple;
  const group: Record<string, unknown> = {};
  for (let line = lineAt(reading); line !== undefined; line = lineAt(reading)) {
    const [, blanks = '', key = '', rest = ''] = keyLine.exec(line.text) ?? [];
    if (key === '') {
      // A line of the same depth that is no key, or a deeper one, would go on with what stands before.
      if (indentOf(line) >= indent) throw notSimple;
      return group;
    }
    if (blanks.length < indent) return group;
    if (blanks.length > indent || oddKey.test(key) || Object.hasOwn(group, key)) throw notSimple;
    const start = line.start + indent;
    places?.set(key, { start, end: start + key.length });
    reading.at += 1;
    group[key] = rest === '' ? readBelow(reading, indent, depth) : readValue(reading, rest);
  }
  return group;
}

/** What stands in the lines below a key. */
function readBelow(reading: Reading, indent: number, depth: number): unknown {
  const line = lineAt(reading);
  count(reading);
  if (line === undefined) return null;
  const below = indentOf(line);
  if (itemLine.test(line.text) && below >= indent) return readList(reading, below, indent);
  return below > indent ? readGroup(reading, below, depth + 1) : null;
}

function readList(reading: Reading, indent: number, keyIndent: number): unknown[] {
  const list: unknown[] = [];
  for (let line = lineAt(reading); line !== undefined; line = lineAt(reading)) {
    const [, blanks, rest = ''] = itemLine.exec(line.text) ?? [];
    if (blanks?.length === indent) {
      reading.at += 1;
      list.push(readValue(reading, rest));
    } else if (blanks === undefined && indentOf(line) <= keyIndent) return list;
    else throw notSimple;
  }
  return list;
}

function readValue(reading: Reading, written: string): unknown {
  count(reading);
  if (written.startsWith('[')) return readFlowList(reading, written);
  const quoted = /^"([^"\\]*)"$|^'([^']*)'$/.exec(written);
  if (quoted !== null) return own(quoted[1] ?? quoted[2] ?? '');
  if (!plainStart.test(written) || /: | #|:$/.test(written)) throw notSimple;
  return resolve(written);
}

/** Indicators cannot begin a plain value; `-`, `?` and `:` can before some characters. */
const plainStart = /^[^-?:,[\]{}#&*!|>'"%@`\s=<]/;
const flowItem = /(?:"([^"\\]*)"|'([^']*)'|([\p{L}\p{N}_./+~$][^,[\]{}#:"'&*!|>%@`?]*)) *(,|$) */uy;

function readFlowList(reading: Reading, written: string): unknown[] {
  const inner = /^\[ *(.*?) *\]$/.exec(written)?.[1];
  if (inner === undefined) throw notSimple;
  const list: unknown[] = [];
  flowItem.lastIndex = 0;
  for (let ended = inner === ''; !ended; ) {
    const match = flowItem.exec(inner);
    if (match === null) throw notSimple;
    count(reading);
    const plain = match[3]?.replace(/ +$/, '');
    const quoted = match[1] ?? match[2];
    list.push(quoted === undefined ? resolve(plain ?? '') : own(quoted));
    ended = match[4] === '';
    // A comma at the end is allowed, and rare.
    if (!ended && flowItem.lastIndex === inner.length) throw notSimple;
  }
  return list;
}

/** `0x1f`, `1.50`, `.inf`, `~` and the like; and what is too long to be exact. */
const oddNumber =
  /^(?:~|\.\.|0x[\da-f]+$|0o[0-7]+$|[-+]?\.(?:inf|nan)$|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$)/i;

/** A plain value by the core schema of YAML 1.2. Numbers in any but the commonest form are not simple. */
function resolve(plain: string): unknown {
  if (/^[0-9]{1,15}$/.test(plain)) return Number(plain);
  if (oddNumber.test(plain)) throw notSimple;
  switch (plain) {
    case 'null':
    case 'Null':
    case 'NULL':
      return null;
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
    default:
      return own(plain);
  }
}

/** A part of a string keeps the whole in memory (V8, from 13 characters on); a copy does not. */
function own(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString();
}

function lineAt({ lines, at }: Reading): Line | undefined {
  return lines[at];
}

function indentOf({ text }: Line): number {
  return /^ */.exec(text)?.[0].length ?? 0;
}

function count(reading: Reading): void {
  reading.values += 1;
  if (reading.values > mostValues) throw notSimple;
}
