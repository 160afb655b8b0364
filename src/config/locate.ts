import { type Span, spanAt } from '../model/source.ts';

/**
 * Where a key stands in the text of a configuration file, by a light search for each name of its path
 * in turn; undefined where the search is at a loss, as with a key that a function computes.
 */
export function locateKey(text: string, path: readonly PropertyKey[]): Span | undefined {
  const names = path.filter((part): part is string => typeof part === 'string');
  let at = 0;
  let found: Span | undefined;
  for (const name of names) {
    const pattern = new RegExp(`(?<![\\w$.-])(['"]?)${escaped(name)}\\1\\s*:`, 'g');
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    found = spanAt(text, match.index, match.index + name.length + 2 * (match[1] ?? '').length);
    at = match.index + match[0].length;
  }
  return found;
}

function escaped(name: string): string {
  return name.replaceAll(/[$()*+.?[\\\]^{|}/-]/g, '\\$&');
}
