import type { Code } from 'mdast';
import type { BlockInfo } from '../../markdown/blocks.ts';
import { joined } from '../../markdown/code/display.ts';
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
 * (`# [!code ++]`). That is what is run. `left` are the lines that held a marker alone, and those that are
 * shown as removed.
 */
export function shownLines(
  { marks }: BlockInfo,
  { node, siblings, index }: CodePlace,
): Pick<Block, 'lines' | 'left'> {
  const lines = node.value.split(/\r?\n|\r/);
  const removed = marks.flatMap((one) => ('lines' in one && one.kind === 'del' ? one.lines : []));
  const mayMark = mayHaveMarkers(node.value, true);
  if (!mayMark && removed.length === 0) return { lines };
  const marked = readMarkers(lines, notesBehind(siblings, index) !== undefined);
  for (const { mark, range } of marked.marks) if (mark === 'removed') removed.push(range);
  const gone = joined(removed);
  let shown = 0;
  let next = 0;
  const left = marked.lines.flatMap((line, at) => {
    if (line === undefined) return [at];
    shown += 1;
    while ((gone[next]?.last ?? Infinity) < shown) next += 1;
    return (gone[next]?.first ?? Infinity) <= shown ? [at] : [];
  });
  return {
    lines: marked.lines.map((line, at) => line ?? lines[at] ?? ''),
    ...(left.length === 0 ? {} : { left: new Set(left) }),
  };
}

/** The lines of a script or of a file. */
export function ownLines({ lines, left }: Pick<Block, 'lines' | 'left'>): readonly string[] {
  return left === undefined ? lines : lines.filter((_, at) => !left.has(at));
}

/** What is said where each line is a command, or what one prints: there, lines cannot be left out. */
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
      message: 'a line that is only a marker, or is shown as removed, has no place in a transcript',
      hint: 'write the marker at the end of the line that it is about, and leave out what is removed',
    }),
  ];
}

/** Which line of a command's span a line of its script is; both counted from 0. */
export function writtenLine({ left = [] }: Pick<Command, 'left'>, line: number): number {
  let written = line;
  for (const one of left) if (one <= written) written += 1;
  return written;
}
