import type { Code, Html, Node, Parent, Root } from 'mdast';
import { type BlockInfo, parseInfo, parseInfoLine } from '../../markdown/blocks.ts';
import { type Point, type SourceFile, type Span, spanAt } from '../../model/source.ts';
import { isHiddenLanguage } from './languages.ts';

/** A fenced code block, or the same in an HTML comment. */
export interface Block {
  readonly info: BlockInfo;
  /** In an HTML comment: nothing of it is shown. */
  readonly comment: boolean;
  /** UTF-16 offset where the mdast node starts. */
  readonly offset: number;
  /** The block with its fences. */
  readonly span: Span;
  /** The line with the info string. */
  readonly infoSpan: Span;
  /** Content without line ends; none for an empty block. */
  readonly lines: readonly string[];
  /** The lines of `span` as they stand in the source; content begins with the second. */
  readonly sourceLines: readonly SourceLine[];
  /** How it ends other than its author can have meant. */
  readonly flaw?: 'not-closed' | 'closed-early' | undefined;
  /** The block that follows it directly under the same parent. */
  readonly next: Block | undefined;
}

export interface Blocks {
  /** In the order of the page. */
  readonly blocks: readonly Block[];
  /** HTML that holds what looks like a hidden step where none is found. */
  readonly buried: readonly Span[];
}

/** Every fenced block and every hidden block of a page, at any depth. */
export function collectBlocks(tree: Root, source: SourceFile): Blocks {
  const blocks: Block[] = [];
  const buried: Span[] = [];
  // A stack of our own: block quotes nest as deep as a hostile page likes.
  const pending: Parent[] = [tree];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    let next: Block | undefined;
    for (const child of [...parent.children].reverse()) {
      const block = blockOf(child, parent, source);
      if (block === 'buried') buried.push(wholeSpan(child, source));
      next = block === undefined || block === 'buried' ? undefined : { ...block, next };
      if (next !== undefined) blocks.push(next);
      if ('children' in child) pending.push(child);
    }
  }
  return { blocks: blocks.sort((a, b) => a.offset - b.offset), buried };
}

function blockOf(
  node: Node,
  parent: Parent,
  source: SourceFile,
): Omit<Block, 'next'> | 'buried' | undefined {
  if (isCode(node)) return fenced(node, source);
  if (!isHtml(node)) return undefined;
  return holdsBlocks(parent) ? hidden(node, source) : buriedIn(node);
}

/** Inside a sentence a comment is a remark, unless it begins as a hidden step does. */
function buriedIn(node: Html): 'buried' | undefined {
  return /<!--[ \t]*(?:sh|bash|console)(?:[ \t][^\n\r>]*)?\r?\n/.test(node.value)
    ? 'buried'
    : undefined;
}

function holdsBlocks({ type }: Parent): boolean {
  return ['root', 'blockquote', 'listItem', 'footnoteDefinition', 'containerDirective'].includes(
    type,
  );
}

function isCode(node: Node): node is Code {
  return node.type === 'code';
}

function isHtml(node: Node): node is Html {
  return node.type === 'html';
}

function fenced(node: Code, source: SourceFile): Omit<Block, 'next'> | undefined {
  const span = wholeSpan(node, source);
  const opening = source.text.charAt(span.start.offset);
  // Indented code has no info string, and so no language.
  if (opening !== '`' && opening !== '~') return undefined;
  const place = linesOf(source, span);
  // Markdown gives '' for no line and for one blank line.
  const isEmpty = node.value === '' && place.sourceLines.length < 3;
  const lines = isEmpty ? [] : node.value.split(/\r?\n|\r/);
  return {
    info: parseInfo(node.lang, node.meta),
    comment: false,
    offset: span.start.offset,
    span,
    ...place,
    lines,
    flaw: isClosed(source, span, lines) ? undefined : 'not-closed',
  };
}

/**
 * Markdown closes a fence that its author has not at the end of what it stands in, or takes the end
 * of the next block for its own: the opening of that one is then a line of this.
 */
function isClosed(source: SourceFile, { start, end }: Span, lines: readonly string[]): boolean {
  const text = source.text.slice(start.offset, end.offset);
  const [fence = ''] = /^(?:`+|~+)/.exec(text) ?? [];
  const [, last = ''] = /[\n\r][\s>]*(`+|~+)\s*$/.exec(text.slice(-1000)) ?? [];
  const opensAnother = (line: string): boolean =>
    (/^ {0,3}(`+|~+)[^`~\s]/.exec(line)?.[1] ?? '').startsWith(fence);
  return last.startsWith(fence) && !lines.some(opensAnother);
}

function hidden(node: Html, source: SourceFile): Omit<Block, 'next'> | 'buried' | undefined {
  if (!node.value.startsWith('<!--')) return buriedIn(node);
  const close = node.value.indexOf('-->', 4);
  const [first = '', ...rest] = node.value
    .slice(4, close === -1 ? undefined : close)
    .split(/\r?\n|\r/);
  const info = parseInfoLine(first);
  const isBlock =
    isHiddenLanguage(info.language) ||
    info.language === 'output' ||
    (info.attributes.has('file') && info.language !== '');
  // A comment on one line is a remark, whatever it says.
  if (rest.length === 0 || !isBlock) return undefined;
  const isCut = close !== -1 && node.value.slice(close + 3).trim() !== '';
  const span = wholeSpan(node, source);
  return {
    info,
    comment: true,
    offset: span.start.offset,
    span,
    ...linesOf(source, span),
    // The line of the closing `-->` holds content only where something stands before it.
    lines: rest.at(-1)?.trim() === '' ? rest.slice(0, -1) : rest,
    flaw: close === -1 ? 'not-closed' : isCut ? 'closed-early' : undefined,
  };
}

function linesOf(source: SourceFile, span: Span): Pick<Block, 'infoSpan' | 'sourceLines'> {
  const sourceLines = sourceLinesOf(source.text, span);
  const { start } = span;
  const length = Math.min(sourceLines[0]?.text.length ?? 0, span.end.offset - start.offset);
  const end = { ...start, column: start.column + length, offset: start.offset + length };
  return { infoSpan: { start, end }, sourceLines };
}

function wholeSpan(node: Node, source: SourceFile): Span {
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

interface SourceLine {
  readonly offset: number;
  readonly text: string;
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
