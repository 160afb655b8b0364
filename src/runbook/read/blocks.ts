import type { Code, Html, Node, Parent, Root } from 'mdast';
import { infoOf } from '../../markdown/blocks.ts';
import type { SourceFile, Span } from '../../model/source.ts';
import type { Block } from './block.ts';
import { linesOf, wholeSpan } from './block-span.ts';
import { buriedIn, type HiddenPlace, hidden } from './hidden-block.ts';
import { shownLines } from './shown-lines.ts';
import { readSimilarity, type SimilarityMark } from './similarity-mark.ts';

export interface Blocks {
  /** In the order of the page. */
  readonly blocks: readonly Block[];
  /** HTML that holds what looks like a hidden step where none is found. */
  readonly buried: readonly Span[];
}

/**
 * Every fenced block and every hidden block of a page, at any depth. A hidden one may be in a language
 * that only the configuration knows.
 */
export function collectBlocks(
  tree: Root,
  source: SourceFile,
  languages: Readonly<Record<string, string>> = {},
): Blocks {
  const blocks: Block[] = [];
  const buried: Span[] = [];
  // A stack of our own: block quotes nest as deep as a hostile page likes.
  const pending: Parent[] = [tree];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    let next: Block | undefined;
    for (let index = parent.children.length - 1; index >= 0; index -= 1) {
      const child = parent.children[index];
      if (child === undefined) continue;
      const block =
        child.type === 'code' || child.type === 'html'
          ? blockOf(child, { parent, index }, { source, languages })
          : undefined;
      if (block === 'buried') buried.push(wholeSpan(child, source));
      if (block === undefined || block === 'buried') {
        // Output that is marked as such belongs to the last step, whatever stands between.
        if (next?.mark === undefined) next = undefined;
      } else {
        const mark = markOf(parent.children[index - 1], source);
        next = { ...block, next, ...(mark === undefined ? {} : { mark }) };
        blocks.push(next);
      }
      if ('children' in child) pending.push(child);
    }
  }
  const found = { blocks: blocks.sort((a, b) => a.offset - b.offset), buried };
  collected.set(tree, found);
  return found;
}

/** The blocks of trees, as they were collected last. */
const collected = new WeakMap<Root, Blocks>();

/** The same for those who ask for built-in languages alone: what was collected before will do. */
export function builtInBlocks(tree: Root, source: SourceFile): readonly Block[] {
  return (collected.get(tree) ?? collectBlocks(tree, source)).blocks;
}

function blockOf(
  node: Node,
  { parent, index }: { readonly parent: Parent; readonly index: number },
  { source, languages }: HiddenPlace,
): Omit<Block, 'next'> | 'buried' | undefined {
  if (isCode(node)) return fenced(node, source, { parent, index });
  if (!isHtml(node)) return undefined;
  return holdsBlocks(parent) ? hidden(node, { source, languages }) : buriedIn(node);
}

function markOf(node: Node | undefined, source: SourceFile): SimilarityMark | undefined {
  if (node === undefined || !isHtml(node)) return undefined;
  return readSimilarity(node.value, wholeSpan(node, source));
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

function fenced(
  node: Code,
  source: SourceFile,
  { parent, index }: { readonly parent: Parent; readonly index: number },
): Omit<Block, 'next'> | undefined {
  const span = wholeSpan(node, source);
  const opening = source.text.charAt(span.start.offset);
  // Indented code has no info string, and so no language.
  if (opening !== '`' && opening !== '~') return undefined;
  const place = linesOf(source, span);
  // Markdown gives '' for no line and for one blank line.
  const isEmpty = node.value === '' && place.sourceLines.length < 3;
  const opened = { ...node, position: { start: { offset: 0 } } };
  const info = infoOf(opened, place.sourceLines[0]?.text ?? '');
  const shown = isEmpty
    ? { lines: [] }
    : shownLines(info, { node, siblings: parent.children, index });
  return {
    info,
    comment: false,
    offset: span.start.offset,
    span,
    ...place,
    ...shown,
    flaw: isClosed(source, span, shown.lines) ? undefined : 'not-closed',
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
    line.includes(fence) && (/^ {0,3}(`+|~+)[^`~\s]/.exec(line)?.[1] ?? '').startsWith(fence);
  return last.startsWith(fence) && !lines.some(opensAnother);
}
