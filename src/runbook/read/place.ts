import type { Command } from '../../model/runbook.ts';
import { pointAt, type SourceFile, type Span } from '../../model/source.ts';
import type { Stretch } from '../lint/shell/tree.ts';
import { writtenLine } from './shown-lines.ts';

/**
 * Where a stretch of a command's script stands in its page. Each line of the script is the end of a
 * line of the source, which may have a prompt or the indentation of a list before it.
 */
export function placeOf(source: SourceFile, command: Command, stretch: Stretch): Span {
  return {
    start: pointAt(source.text, sourceOffset(source, command, stretch.start)),
    end: pointAt(source.text, sourceOffset(source, command, stretch.end)),
  };
}

function sourceOffset(source: SourceFile, command: Command, offset: number): number {
  const { script, span } = command;
  const before = script.slice(0, offset).split('\n');
  const column = before.at(-1)?.length ?? 0;
  let start = span.start.offset;
  const line = writtenLine(command, before.length - 1);
  for (let count = 0; count < line; count += 1) {
    const newline = source.text.indexOf('\n', start);
    if (newline === -1) return span.start.offset;
    start = newline + 1;
  }
  const newline = source.text.indexOf('\n', start);
  const found = source.text.slice(start, newline === -1 ? undefined : newline);
  const lineStart = offset - column;
  const lineEnd = script.indexOf('\n', offset);
  const written = script.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
  const indent = found.lastIndexOf(written);
  return start + Math.max(0, indent) + (indent === -1 ? 0 : column);
}
