import type { Node } from 'unist';
import type { Span } from '../model/source.ts';

/** A node's position as a span; undefined for a node that a plugin made. */
export function spanOf(node: Pick<Node, 'position'>): Span | undefined {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return undefined;
  return {
    start: { line: start.line, column: start.column, offset: start.offset },
    end: { line: end.line, column: end.column, offset: end.offset },
  };
}
