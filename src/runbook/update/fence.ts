import type { Block } from '../read/block.ts';
import type { Edit } from './edit.ts';

/** A longer fence, where a line of the new content would end the block or look as if it opened one. */
export function longerFence(block: Block, text: string, lines: readonly string[]): readonly Edit[] {
  if (block.comment) return [];
  const { start, end } = block.span;
  const [opening = ''] = /^(?:`+|~+)/.exec(text.slice(start.offset, end.offset)) ?? [];
  const mark = opening.charAt(0);
  const longest = Math.max(0, ...lines.map((line) => runAt(line.trimStart(), mark)));
  if (longest < opening.length) return [];
  const fence = mark.repeat(longest + 1);
  const last = block.sourceLines.at(-1);
  if (last === undefined) return [];
  const closing = last.text.lastIndexOf(opening);
  const closingStart = last.offset + (/[`~]+\s*$/.exec(last.text)?.index ?? closing);
  const closingRun = runAt(text.slice(closingStart, closingStart + 1000), mark);
  return [
    { start: start.offset, end: start.offset + opening.length, text: fence },
    { start: closingStart, end: closingStart + closingRun, text: fence },
  ];
}

function runAt(text: string, mark: string): number {
  let length = 0;
  while (text.charAt(length) === mark) length += 1;
  return length;
}
