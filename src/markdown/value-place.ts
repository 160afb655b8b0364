import { type Span, spanAt } from '../model/source.ts';

/**
 * Where a place in a node's value stands in the source: the value may lack the marks around it, and the
 * indentation and the quote marks before each of its lines.
 * @param offset UTF-16, in the value.
 * @param length how much of the line to mark.
 * @returns the whole node where the lines are not to be found in it.
 */
export function placeIn(
  text: string,
  node: Span,
  { value, offset, length = 1 }: { value: string; offset: number; length?: number | undefined },
): Span {
  const before = value.slice(0, offset).split('\n');
  const lines = value.split('\n');
  let at = node.start.offset;
  let found = at;
  for (const line of lines.slice(0, before.length)) {
    found = text.indexOf(line, at);
    if (found === -1 || found > node.end.offset) return node;
    at = found + line.length;
  }
  const start = Math.min(found + (before.at(-1)?.length ?? 0), node.end.offset);
  return spanAt(text, start, Math.max(start, Math.min(start + length, at)));
}
