import type { Node } from 'mdast';
import { type Point, type SourceFile, type Span, spanAt } from '../../model/source.ts';
import type { Block, SourceLine } from './block.ts';

export function linesOf(source: SourceFile, span: Span): Pick<Block, 'infoSpan' | 'sourceLines'> {
  const sourceLines = sourceLinesOf(source.text, span);
  const { start } = span;
  const length = Math.min(sourceLines[0]?.text.length ?? 0, span.end.offset - start.offset);
  const end = { ...start, column: start.column + length, offset: start.offset + length };
  return { infoSpan: { start, end }, sourceLines };
}

export function wholeSpan(node: Node, source: SourceFile): Span {
  if (node.position === undefined) return spanAt(source.text, 0);
  const { start, end } = node.position;
  return {
    start: { line: start.line, column: start.column, offset: start.offset ?? 0 },
    end: { line: end.line, column: end.column, offset: end.offset ?? 0 },
  };
}

/**
 * The span of content lines `from` up to and without `to`, 0-based, without their indentation. No
 * lines at all: the empty span behind the line before.
 */
export function linesSpan(block: Block, from: number, to: number): Span {
  if (to <= from || from >= block.lines.length) {
    const end = from === 0 ? block.infoSpan.end : lineSpan(block, from - 1).end;
    return { start: end, end };
  }
  return { start: lineSpan(block, from).start, end: lineSpan(block, to - 1).end };
}

function lineSpan(block: Block, index: number): Span {
  const line = block.sourceLines[index + 1];
  if (line === undefined) return block.infoSpan;
  const content = block.lines[index] ?? '';
  const indent = line.text.endsWith(content)
    ? line.text.length - content.length
    : Math.max(0, line.text.indexOf(content.trim()));
  const number = block.span.start.line + index + 1;
  const point = (column: number): Point => ({
    line: number,
    column: column + 1,
    offset: line.offset + column,
  });
  return { start: point(indent), end: point(line.text.length) };
}

/** The source lines of a span; the first begins where the span does. */
function sourceLinesOf(text: string, span: Span): readonly SourceLine[] {
  const lines: SourceLine[] = [];
  let offset = span.start.offset;
  while (offset <= span.end.offset) {
    const newline = text.indexOf('\n', offset);
    const end = newline === -1 ? text.length : newline;
    lines.push({ offset, text: text.slice(offset, end).replace(/\r$/, '') });
    offset = end + 1;
  }
  return lines;
}

/** Where an attribute stands in the info string; the whole info line when it cannot be found. */
export function attributeSpan(source: SourceFile, block: Block, name: string): Span {
  const { start, end } = block.infoSpan;
  const line = source.text.slice(start.offset, end.offset);
  // A name of no letters is found behind the end for ever.
  if (name === '') return block.infoSpan;
  for (let at = line.indexOf(name); at !== -1; at = line.indexOf(name, at + 1)) {
    const before = line.charAt(at - 1);
    const after = line.slice(at + name.length);
    if (!/[\s{,"']/.test(before) || !/^(?:["']?[=:]|[\s},]|$)/.test(after)) continue;
    const value = /^=(?:"[^"]*"|'[^']*'|[^\s},]*)/.exec(after)?.[0] ?? '';
    const stop = at + name.length + value.length;
    return {
      start: { ...start, column: start.column + at, offset: start.offset + at },
      end: { ...start, column: start.column + stop, offset: start.offset + stop },
    };
  }
  return block.infoSpan;
}
