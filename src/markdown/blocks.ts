/** Lines of a code block, 1-based, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

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
  readonly problems: readonly InfoProblem[];
}

/**
 * Reads an info string as remark splits it (`node.lang`, `node.meta`): language first, then words and
 * `key=value`, with the value bare or in single or double quotes. `{2,4-6}` marks lines. Runme's
 * `{name=x}` and `{"name":"x"}` give the same attributes. Which attributes mean something is the
 * caller's to say. Takes time linear in the length of the text.
 */
export function parseInfo(
  lang: string | null | undefined,
  meta: string | null | undefined,
): BlockInfo {
  const word = lang ?? '';
  // ```js{2} and ```{name=x} have no space for remark to split at.
  const brace = word.indexOf('{');
  const language = brace === -1 ? word : word.slice(0, brace);
  const rest = brace === -1 ? '' : word.slice(brace);
  return parseAttributes(language, [rest, meta ?? ''].filter((part) => part !== '').join(' '));
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

interface Draft {
  readonly attributes: Map<string, string | true>;
  readonly highlightLines: LineRange[];
  readonly problems: InfoProblem[];
}

function parseAttributes(language: string, text: string): BlockInfo {
  const draft: Draft = { attributes: new Map(), highlightLines: [], problems: [] };
  if (language.includes('=')) draft.problems.push(beginsWith(language));
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) at += 1;
    else at = text.charAt(at) === '{' ? readBraces(text, at, draft) : readItem(text, at, draft);
  }
  return { language, ...draft };
}

/** Of an attribute where the language should stand. */
export function beginsWith(attribute: string): InfoProblem {
  return {
    message: `the info string begins with the attribute \`${attribute}\``,
    hint: `write the language first, for example \`sh ${attribute.includes('=') ? 'name=install' : attribute}\``,
  };
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
  const quote = text.charAt(at);
  if (quote !== '"' && quote !== "'") {
    const valueStart = at;
    while (at < text.length && !/\s/.test(text.charAt(at))) at += 1;
    const value = text.slice(valueStart, at);
    if (value === '') {
      draft.problems.push({
        key,
        message: `\`${key}=\` has no value`,
        hint: `write \`${key}=value\` without spaces around the \`=\``,
      });
    } else if (key !== '') add(draft, key, value);
    return at;
  }
  const close = text.indexOf(quote, at + 1);
  if (close === -1) {
    draft.problems.push({
      key,
      message: `the value of \`${key}\` has no closing ${quote}`,
      hint: `end it with ${quote} on the same line`,
    });
    return text.length;
  }
  if (key !== '') add(draft, key, text.slice(at + 1, close));
  return close + 1;
}

/** Reads `{…}` and answers where it ends. */
function readBraces(text: string, start: number, draft: Draft): number {
  const close = closingBrace(text, start);
  if (close === undefined) {
    draft.problems.push({ message: 'a `{` of the info string has no closing `}`' });
    return text.length;
  }
  const inside = text.slice(start + 1, close).trim();
  if (/^[\d,\s-]*$/.test(inside)) readRanges(inside, draft);
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

function readRanges(inside: string, draft: Draft): void {
  for (const part of inside.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const match = /^(\d{1,9})(?:\s*-\s*(\d{1,9}))?$/.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (match === null || first < 1 || last < first) {
      draft.problems.push({
        message: `\`${part}\` is no line or range of lines`,
        hint: 'write lines as `{2,4-6}`, counted from 1',
      });
    } else draft.highlightLines.push({ first, last });
  }
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
