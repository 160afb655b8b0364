import type { Code } from 'mdast';
import { mayHaveMarkers, readMarkers } from '../../markdown/code/markers.ts';
import { notesBehind } from '../../markdown/code-notes.ts';
import { type Diagnostic, type DiagnosticInput, diagnosticAt } from '../../model/diagnostic.ts';
import type { Command } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Block } from './block.ts';
import { linesSpan } from './block-span.ts';

/** Where a block stands among its siblings. */
export interface CodePlace {
  readonly node: Code;
  readonly siblings: Parameters<typeof notesBehind>[0];
  readonly index: number;
}

/**
 * The lines of a block as a reader sees them, and copies them: without the markers of how they are shown
 * (`# [!code ++]`). That is what is run. `left` are the lines that held a marker alone.
 */
export function shownLines({ node, siblings, index }: CodePlace): Pick<Block, 'lines' | 'left'> {
  const lines = node.value.split(/\r?\n|\r/);
  if (!mayHaveMarkers(node.value, true)) return { lines };
  const marked = readMarkers(lines, notesBehind(siblings, index) !== undefined);
  const left = marked.lines.flatMap((line, at) => (line === undefined ? [at] : []));
  return {
    lines: marked.lines.map((line, at) => line ?? lines[at] ?? ''),
    ...(left.length === 0 ? {} : { left: new Set(left) }),
  };
}

/** The lines of a script or of a file. */
export function ownLines({ lines, left }: Pick<Block, 'lines' | 'left'>): readonly string[] {
  return left === undefined ? lines : lines.filter((_, at) => !left.has(at));
}

/** What is said where each line is one that is printed: there is no comment to stand on a line of its own. */
export function lostMarker(
  source: SourceFile,
  block: Block,
  code: DiagnosticInput['code'],
): readonly Diagnostic[] {
  const [first] = block.left ?? [];
  if (first === undefined) return [];
  return [
    diagnosticAt(source, linesSpan(block, first, first + 1), {
      code,
      message: 'a marker on a line of its own is taken for a line that is printed',
      hint: 'write it at the end of the line that it is about',
    }),
  ];
}

/** Which line of a command's span a line of its script is; both counted from 0. */
export function writtenLine({ left = [] }: Pick<Command, 'left'>, line: number): number {
  let written = line;
  for (const one of left) if (one <= written) written += 1;
  return written;
}
