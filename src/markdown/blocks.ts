import {
  type CodeMark,
  isMarkKind,
  type LineRange,
  lineRanges,
  type MarkKind,
  patternEnd,
  quoteEnd,
  unescaped,
} from './code-marks.ts';

export type { LineRange } from './code-marks.ts';

/** What is wrong with an info string. The caller knows where it stands. */
export interface InfoProblem {
  /** The attribute that it is about, where it is one that can be found. */
  readonly key?: string;
  readonly message: string;
  readonly hint?: string;
}

/** The info string of a code block, read. */
export interface BlockInfo {
  /** As written, e.g. `sh`; '' for none. */
  readonly language: string;
  /** Words have the value `true`; `key=value` and `key="a value"` their text. */
  readonly attributes: ReadonlyMap<string, string | true>;
  readonly highlightLines: readonly LineRange[];
  /** What is set off beside `highlightLines`, as it is written. */
  readonly marks: readonly CodeMark[];
  /** The text of `[…]`: what a tab of a group is called. */
  readonly label?: string | undefined;
  readonly problems: readonly InfoProblem[];
}

/** A code block as it stands in a tree. */
export interface CodeNode {
  readonly lang?: string | null | undefined;
  readonly meta?: string | null | undefined;
  readonly position?: { readonly start: { readonly offset?: number | undefined } } | undefined;
}

/**
 * Reads the info string of a block of a page. Markdown takes backslashes out of it, without which an
 * expression is another one: where something is marked by its text, it is read from `text`, the source.
 */
export function infoOf(node: CodeNode, text: string): BlockInfo {
  const info = parseInfo(node.lang, node.meta);
  const offset = node.position?.start.offset;
  if (!node.meta || offset === undefined) return info;
  const newline = text.indexOf('\n', offset);
  const line = text.slice(offset, newline === -1 ? text.length : newline);
  const [, lang, meta] = /^(?:`{3,}|~{3,})[ \t]*(\S*)[ \t]*(.*)$/s.exec(line.trimEnd()) ?? [];
  const written = meta?.includes('\\') ? parseWritten(lang, meta, unescaped) : info;
  return written.marks.length > 0 ? written : info;
}

/**
 * Reads an info string as remark splits it (`node.lang`, `node.meta`): language first, then words and
 * `key=value`, with the value bare or in single or double quotes. `{2,4-6}` marks lines, `"text"` and
 * `/re/` what they say, `[label]` names the block. Runme's `{name=x}` and `{"name":"x"}` give the same
 * attributes, and VitePress's `ts:line-numbers` has its language before the colon. Which attributes
 * mean something is the caller's to say. Takes time linear in the length of the text.
 */
export function parseInfo(
  lang: string | null | undefined,
  meta: string | null | undefined,
): BlockInfo {
  return parseWritten(lang, meta, (text) => text);
}

/** Reads a whole info string, such as the first line of a hidden block: `sh role=fault name=x`. */
export function parseInfoLine(line: string): BlockInfo {
  const [, lang = '', meta = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  return parseInfo(lang, meta.trimEnd());
}

/** Whether a 1-based line is marked. */
export function isHighlighted(ranges: readonly LineRange[], line: number): boolean {
  return ranges.some((range) => range.first <= line && line <= range.last);
}

/** Of an attribute where the language should stand. */
export function beginsWith(attribute: string): InfoProblem {
  return {
    message: `the info string begins with the attribute \`${attribute}\``,
    hint: `write the language first, for example \`sh ${attribute.includes('=') ? 'name=install' : attribute}\``,
  };
}

interface Draft {
  readonly attributes: Map<string, string | true>;
  readonly highlightLines: LineRange[];
  readonly marks: CodeMark[];
  readonly problems: InfoProblem[];
  label?: string;
  /** What is left of a text without the backslashes that only Markdown needs. */
  readonly plain: (text: string) => string;
}

function parseWritten(
  lang: string | null | undefined,
  meta: string | null | undefined,
  plain: Draft['plain'],
): BlockInfo {
  const word = lang ?? '';
  // ```js{2}, ```{name=x} and ```ts:line-numbers have no space for remark to split at.
  const brace = /\{|:(?=(?:no-)?line-numbers(?:[={]|$))/.exec(word)?.index ?? -1;
  const language = brace === -1 ? word : word.slice(0, brace);
  const rest = brace === -1 ? '' : word.slice(brace);
  return parseAttributes(language, [rest, meta ?? ''].filter((part) => part !== '').join(' '), {
    attributes: new Map(),
    highlightLines: [],
    marks: [],
    problems: [],
    plain,
  });
}

function parseAttributes(language: string, text: string, draft: Draft): BlockInfo {
  const { plain: _, ...info } = draft;
  if (language.includes('=')) draft.problems.push(beginsWith(language));
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (/\s/.test(character)) at += 1;
    else if (character === '{') at = readBraces(text, at, draft);
    else if (character === '[') at = readLabel(text, at, draft);
    else at = readMark(text, at, { kind: 'mark', draft }) ?? readItem(text, at, draft);
  }
  return { language, ...info, ...(draft.label === undefined ? {} : { label: draft.label }) };
}

/** Reads one word or `key=value` and answers where it ends. */
function readItem(text: string, start: number, draft: Draft): number {
  let at = start;
  while (at < text.length && !/[\s={]/.test(text.charAt(at))) at += 1;
  const key = text.slice(start, at);
  if (text.charAt(at) !== '=') {
    add(draft, key, true);
    return at;
  }
  at += 1;
  if (key === '') draft.problems.push({ message: 'an attribute has no name before its `=`' });
  if (isMarkKind(key)) {
    const end = readMark(text, at, { kind: key, draft });
    if (end !== undefined) return end;
  }
  const quote = text.charAt(at);
  if (quote === '"' || quote === "'") return readQuoted(text, at, { key, draft });
  const valueStart = at;
  if (quote === '{' || quote === '[') {
    const close = quote === '{' ? closingBrace(text, at) : closingBracket(text, at);
    if (close === undefined) {
      draft.problems.push(unclosed(quote));
      return text.length;
    }
    at = close + 1;
  }
  while (at < text.length && !/\s/.test(text.charAt(at))) at += 1;
  const value = draft.plain(text.slice(valueStart, at));
  if (value === '') {
    draft.problems.push({
      key,
      message: `\`${key}=\` has no value`,
      hint: `write \`${key}=value\` without spaces around the \`=\``,
    });
  } else if (isMarkKind(key)) {
    draft.problems.push({
      key,
      message: `\`${key}=${value.slice(0, 80)}\` marks nothing`,
      hint: `write lines as \`${key}={2,4-6}\`, a text as \`${key}="text"\`, an expression as \`${key}=/re/\``,
    });
  } else if (key !== '') add(draft, key, value);
  return at;
}

interface Keyed {
  readonly key: string;
  readonly draft: Draft;
}

function readQuoted(text: string, start: number, { key, draft }: Keyed): number {
  const quote = text.charAt(start);
  const close = text.indexOf(quote, start + 1);
  if (close === -1) {
    draft.problems.push({
      key,
      message: `the value of \`${key}\` has no closing ${quote}`,
      hint: `end it with ${quote} on the same line`,
    });
    return text.length;
  }
  if (key !== '') add(draft, key, draft.plain(text.slice(start + 1, close)));
  return close + 1;
}

/** Reads `"text"`, `/re/` or, behind a key, `{2,4-6}`, and answers where it ends; undefined for anything else. */
function readMark(
  text: string,
  start: number,
  { kind, draft }: { readonly kind: MarkKind; readonly draft: Draft },
): number | undefined {
  const first = text.charAt(start);
  if (first === '"' || first === "'") {
    const end = quoteEnd(text, start);
    if (end === undefined) {
      draft.problems.push({
        message: `a text to mark has no closing ${first}`,
        hint: `end it with ${first} on the same line`,
      });
      return text.length;
    }
    const marked = unescaped(text.slice(start + 1, end - 1));
    if (marked !== '') draft.marks.push({ kind, text: marked });
    return end;
  }
  if (first === '/') {
    const end = patternEnd(text, start);
    if (end !== undefined) draft.marks.push({ kind, pattern: text.slice(start + 1, end - 1) });
    return end;
  }
  const close = first === '{' ? closingBrace(text, start) : undefined;
  if (close === undefined) return undefined;
  const lines = readRanges(text.slice(start + 1, close), draft);
  if (lines.length > 0) draft.marks.push({ kind, lines });
  return close + 1;
}

/** Reads `[label]`, which may hold brackets itself, and answers where it ends. */
function readLabel(text: string, start: number, draft: Draft): number {
  const close = closingBracket(text, start);
  if (close === undefined) {
    draft.problems.push(unclosed('['));
    return text.length;
  }
  draft.label ??= draft.plain(text.slice(start + 1, close)).trim();
  return close + 1;
}

function unclosed(bracket: '{' | '['): InfoProblem {
  const closing = bracket === '{' ? '}' : ']';
  return { message: `a \`${bracket}\` of the info string has no closing \`${closing}\`` };
}

function closingBracket(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '[') depth += 1;
    else if (text[at] === ']') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

/** Reads `{…}` and answers where it ends. */
function readBraces(text: string, start: number, draft: Draft): number {
  const close = closingBrace(text, start);
  if (close === undefined) {
    draft.problems.push(unclosed('{'));
    return text.length;
  }
  const inside = text.slice(start + 1, close).trim();
  if (/^[\d,\s-]*$/.test(inside)) draft.highlightLines.push(...readRanges(inside, draft));
  else if (inside.startsWith('"')) readJson(`{${inside}}`, draft);
  else readWords(inside, draft);
  return close + 1;
}

/** The `}` that closes the `{` at `start`; quoted text is passed over. */
function closingBrace(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '{') depth += 1;
    else if (!quoted && character === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

function readRanges(inside: string, draft: Draft): readonly LineRange[] {
  const ranges: LineRange[] = [];
  for (const part of inside.split(',')) {
    const read = lineRanges(part);
    if ('ranges' in read) ranges.push(...read.ranges);
    else {
      draft.problems.push({
        message: `\`${read.wrong}\` is no line or range of lines`,
        hint: 'write lines as `{2,4-6}`, counted from 1',
      });
    }
  }
  return ranges;
}

function readJson(json: string, draft: Draft): void {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    draft.problems.push({ message: `\`${json}\` is no JSON object` });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    if (entry === true) add(draft, key, true);
    else if (typeof entry === 'string' || typeof entry === 'number') add(draft, key, `${entry}`);
  }
}

/** Other generators write `.class`, `#id` and `a=1,b=2` here; what has no meaning to us is passed over. */
function readWords(inside: string, draft: Draft): void {
  let at = 0;
  while (at < inside.length) {
    const character = inside.charAt(at);
    if (/[\s,{}]/.test(character)) at += 1;
    else if (character === '.' || character === '#') {
      while (at < inside.length && !/\s/.test(inside.charAt(at))) at += 1;
    } else at = readItem(inside, at, draft);
  }
}

function add(draft: Draft, key: string, value: string | true): void {
  if (draft.attributes.has(key)) {
    draft.problems.push({ message: `\`${key}\` is given twice`, hint: 'the first one holds' });
  } else draft.attributes.set(key, value);
}
