import { parse, TomlDate, TomlError } from 'smol-toml';
import type { ParsedData, Range } from './parsed-data.ts';

/** Reads TOML 1.0. Dates come back as text, as near to what was written as the parser keeps. */
export function parseToml(text: string): ParsedData {
  try {
    return {
      value: withTextDates(parse(text, { maxDepth: 50 })),
      problems: [],
      locate: (path) => locate(text, path),
    };
  } catch (error) {
    if (!(error instanceof TomlError)) {
      if (!(error instanceof RangeError)) throw error;
      return limit(text);
    }
    const message = (error.message.split('\n', 1)[0] ?? '').replace(/^Invalid TOML document: /, '');
    const start = offsetOf(text, error.line, error.column);
    return {
      value: undefined,
      problems: [{ code: 'frontmatter-syntax', message, range: { start, end: start } }],
      locate: () => undefined,
    };
  }
}

function limit(text: string): ParsedData {
  return {
    value: undefined,
    problems: [
      {
        code: 'frontmatter-limit',
        message: 'the front matter is nested too deep',
        range: { start: 0, end: text.length },
      },
    ],
    locate: () => undefined,
  };
}

function withTextDates(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString().replace(/\.000(?=Z|[+-]|$)/, '');
  if (Array.isArray(value)) return value.map(withTextDates);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, withTextDates(one)] as const);
  return Object.fromEntries(entries);
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at += 1) start = text.indexOf('\n', start) + 1;
  return Math.min(start + column - 1, text.length);
}

/** A line search: the parser keeps no places. Finds `key =` and `[key]`, one level of table deep. */
function locate(text: string, path: readonly PropertyKey[]): Range | undefined {
  const [first, second] = path;
  if (typeof first !== 'string') return undefined;
  let table = '';
  let header: Range | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const name = /^\s*\[\[?\s*"?([\w-]+)"?\s*\]/.exec(line)?.[1];
    const key = /^\s*"?([\w-]+)"?\s*[=.]/.exec(line)?.[1];
    const indent = line.length - line.trimStart().length;
    const range = { start: start + indent, end: start + line.trimEnd().length };
    if (name !== undefined) {
      table = name;
      if (name === first) header ??= range;
    } else if (key !== undefined) {
      const keyRange = { start: range.start, end: range.start + key.length };
      if (table === '' && key === first) return keyRange;
      if (table === first && key === second) return keyRange;
    }
    start += line.length + 1;
  }
  return header;
}
