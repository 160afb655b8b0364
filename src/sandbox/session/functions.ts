/**
 * The text of each function that a script defines, by name. For shells that cannot print their
 * functions (busybox) and have to begin anew after `exit`.
 *
 * No parser: a definition begins at a name and `()`, and ends at the bracket that closes its body,
 * with quotes, comments and here-documents passed over. Definitions inside others are theirs.
 */
export function functionsOf(script: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let at = 0;
  while (at < script.length) {
    const token = skip(script, at);
    if (token > at) {
      at = token;
      continue;
    }
    const definition = definitionAt(script, at);
    if (definition === undefined) {
      at += wordLength(script, at);
      continue;
    }
    const end = bodyEnd(script, definition.bodyStart);
    found.set(definition.name, script.slice(at, end));
    at = end;
  }
  return found;
}

/** The 1-based line where a quote begins that has no end. */
export function openQuoteLine(script: string): number | undefined {
  let at = 0;
  while (at < script.length) {
    const end = skip(script, at);
    const quoted = script[at] === "'" || script[at] === '"';
    if (quoted && (end > script.length || script[end - 1] !== script[at] || end - at < 2)) {
      return script.slice(0, at).split('\n').length;
    }
    at = end > at ? end : at + 1;
  }
  return undefined;
}

const head = /(?:function[ \t]+)?([A-Za-z_]\w*)[ \t]*\([ \t]*\)\s*(?=[{(])/y;
const plainWord = /\w+/y;

function wordLength(script: string, at: number): number {
  plainWord.lastIndex = at;
  return plainWord.exec(script)?.[0].length ?? 1;
}

function definitionAt(script: string, at: number) {
  head.lastIndex = at;
  const match = head.exec(script);
  return match ? { name: match[1] ?? '', bodyStart: head.lastIndex } : undefined;
}

const heredoc = /<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([\w.-]+))/y;

/** Where the quote, comment or here-document ends that begins here; `at` where none does. */
function skip(script: string, at: number): number {
  switch (script[at]) {
    case '\\':
      return at + 2;
    case "'": {
      const end = script.indexOf("'", at + 1);
      return end === -1 ? script.length : end + 1;
    }
    case '"':
      return quoteEnd(script, at);
    case '#': {
      if (at > 0 && !/[\s;&|()]/.test(script[at - 1] ?? '')) return at;
      const end = script.indexOf('\n', at);
      return end === -1 ? script.length : end;
    }
    case '<':
      return heredocEnd(script, at);
    default:
      return at;
  }
}

function quoteEnd(script: string, start: number): number {
  let at = start + 1;
  while (at < script.length && script[at] !== '"') at += script[at] === '\\' ? 2 : 1;
  return at + 1;
}

function heredocEnd(script: string, at: number): number {
  heredoc.lastIndex = at;
  const match = heredoc.exec(script);
  if (!match) return at;
  const word = match[2] ?? match[3] ?? match[4] ?? '';
  let line = script.indexOf('\n', at) + 1;
  while (line > 0 && line < script.length) {
    const next = script.indexOf('\n', line);
    const end = next === -1 ? script.length : next;
    const text = script.slice(line, end);
    if ((match[1] ? text.replace(/^\t+/, '') : text) === word) return end;
    line = next + 1;
  }
  return at + 2;
}

/** Behind the bracket that closes the one at `start`. */
function bodyEnd(script: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < script.length) {
    const next = skip(script, at);
    if (next > at) {
      at = next;
      continue;
    }
    const character = script[at];
    if (character === '{' || character === '(') depth += 1;
    if (character === '}' || character === ')') depth -= 1;
    at += 1;
    if (depth === 0) break;
  }
  return Math.min(at, script.length);
}
