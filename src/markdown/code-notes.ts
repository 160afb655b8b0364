import type { Code, List, Node } from 'mdast';
import { readMarkers } from './code/markers.ts';

/** The numbers of the notes at the ends of some lines: `# (1)!`. */
export function notesIn(code: string): readonly number[] {
  if (!/\(\d{1,3}\)!/.test(code)) return [];
  return [...readMarkers(code.split('\n'), true).notes.values()].flat();
}

/**
 * The list that says what the notes of a block are: the numbered one right behind it, or behind what the
 * block prints. Undefined where there is none.
 */
export function notesBehind(siblings: readonly Node[], index: number): List | undefined {
  const next = siblings[index + 1];
  const list = isOutput(next) ? siblings[index + 2] : next;
  return isNumbered(list) ? list : undefined;
}

function isOutput(node: Node | undefined): boolean {
  return node?.type === 'code' && (node as Code).lang?.toLowerCase() === 'output';
}

function isNumbered(node: Node | undefined): node is List {
  return node?.type === 'list' && (node as List).ordered === true;
}
