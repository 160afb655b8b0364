import type { Nodes, Root } from 'mdast';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnosticAt } from '../model/diagnostic.ts';
import { type SourceFile, spanAt } from '../model/source.ts';

/**
 * Nodes inside of nodes that are read. The parser and every walk over the tree recurse, so that some
 * thousands would overflow the stack; how many depends on the machine, and this does not.
 */
const deepest = 200;

/** What a source that nests too deep is told, at the line that nests deepest. */
export function tooDeep(source: SourceFile, bodyStart: number): Diagnostic {
  let start = bodyStart;
  let deepestLine = { start, end: start, marks: -1 };
  for (const line of source.text.slice(bodyStart).split('\n')) {
    const [lead = ''] = /^[\s>*+-]*/.exec(line) ?? [];
    const marks = lead.replaceAll(/\s{2}/g, ' ').length;
    if (marks > deepestLine.marks) deepestLine = { start, end: start + line.length, marks };
    start += line.length + 1;
  }
  return diagnosticAt(source, spanAt(source.text, deepestLine.start, deepestLine.end), {
    code: 'markdown-too-deep',
    message: `the page is nested more than ${deepest} levels deep and cannot be read`,
    hint: 'take quotes and lists out of one another',
  });
}

/** Whether the text opens more quotes in one line than are read: told without parsing them. */
export function quotesTooDeep(text: string): boolean {
  for (const match of text.matchAll(/(?:[ \t]{0,3}>){200,}/g)) {
    if (match[0].replaceAll(/[^>]/g, '').length > deepest) return true;
  }
  return false;
}

/** Whether a tree is deeper than is read. Does not recurse. */
export function treeTooDeep(tree: Root): boolean {
  let level: Nodes[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
  return false;
}
