import type { Command } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Block } from '../read/block.ts';

/** Where the expected output of a command stands. */
export interface ExpectedPlace {
  readonly block: Block;
  /** The first of its lines, among those of the block. */
  readonly from: number;
  /** How many of them are output. */
  readonly count: number;
  /** The `[N]` that follows them. */
  readonly status: number | undefined;
  /** What stands before each line: the indentation of a list, the marks of a quote. */
  readonly prefix: string;
  readonly lineEnd: '\n' | '\r\n';
}

/** Undefined where it is not to be found, or where its block has no line of its own for its end. */
export function expectedPlace(
  source: SourceFile,
  blocks: readonly Block[],
  command: Command,
): ExpectedPlace | undefined {
  const { expect } = command;
  const offset = expect?.span.start.offset ?? -1;
  const block = blocks.find(({ span }) => span.start.offset <= offset && offset <= span.end.offset);
  if (expect === undefined || block === undefined) return undefined;
  // A last line that holds content and the end of a comment has no room behind it.
  if (block.sourceLines.length < block.lines.length + 2) return undefined;
  const { span, lines } = expect;
  const isEmpty = lines.length === 0 && span.start.offset === span.end.offset;
  // An empty span stands at the end of the line before.
  const from = span.start.line - block.span.start.line - (isEmpty ? 0 : 1);
  const last = span.end.line - block.span.start.line - 1;
  const status = from + lines.length <= last ? statusIn(block.lines[last]) : undefined;
  const first = block.sourceLines[0]?.text ?? '';
  const behind = source.text.charAt((block.sourceLines[0]?.offset ?? 0) + first.length);
  return {
    block,
    from,
    count: lines.length,
    status,
    prefix: prefixOf(source, block),
    lineEnd: behind === '\r' ? '\r\n' : '\n',
  };
}

function statusIn(line: string | undefined): number | undefined {
  const [, digits] = /^\[(\d{1,3})\]$/.exec(line ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** As the lines of the block have it; of an empty block what a line below its opening has to have. */
function prefixOf(source: SourceFile, block: Block): string {
  for (const [index, content] of block.lines.entries()) {
    const line = block.sourceLines[index + 1]?.text ?? '';
    if (content.trim() !== '' && line.endsWith(content)) {
      return line.slice(0, line.length - content.length);
    }
  }
  const start = source.text.lastIndexOf('\n', block.span.start.offset - 1) + 1;
  // The marker of a list is blank on the lines below it; that of a quote stands on each.
  return source.text.slice(start, block.span.start.offset).replace(/[^>\t]/g, ' ');
}
