import type { Element, ElementContent, Parents, Root, RootContent } from 'hast';
import type { VFile } from 'vfile';
import { diagnosticAt } from '../../model/diagnostic.ts';
import { type BlockInfo, parseInfo } from '../blocks.ts';
import { codeElement, languageOf } from '../code/code-element.ts';
import { createHighlighter, untilLate } from '../code/highlight.ts';
import type { CodeBlock } from '../own-nodes.ts';
import { type PageState, pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';

/** In milliseconds, for a page that is made to take long. No page that people write comes near. */
const patience = 20_000;

/** Highlights the code blocks. A block with a `title` becomes a figure; a step is left to the theme. */
export default function rehypeCode() {
  let isLate = false;
  const late = (): void => {
    isLate = true;
  };
  const highlighter = createHighlighter(late);

  return async (tree: Root, file: VFile): Promise<void> => {
    const blocks = codeBlocks(tree);
    if (blocks.length === 0) return;
    await highlighter.load(blocks.map(({ info }) => languageOf(info)));
    const highlight = untilLate(highlighter.highlight, patience, late);
    const state = pageState(file);
    const prompts = ['$', ...(state.context.prompts ?? [])];
    for (const { block, siblings, index, info } of blocks) {
      reportProblems(state, block, info);
      isLate = false;
      const pre = codeElement({ code: block.value, info, prompts }, highlight);
      if (isLate) tellLate(state, block);
      siblings[index] = framed(block, info, pre);
    }
  };
}

/** The clock has a part in such a page: it is made again by the next build. */
function tellLate(state: PageState, block: CodeBlock): void {
  const span = spanOf(block);
  state.diagnostics.push(
    diagnosticAt(state.context.source, span && { start: span.start, end: span.start }, {
      code: 'markdown-too-slow',
      severity: 'info',
      message: 'colouring this code takes too long: it is shown without colours',
      hint: 'write `text` as its language, or make it shorter',
    }),
  );
}

function framed(block: CodeBlock, info: BlockInfo, pre: Element): ElementContent {
  const position = block.position === undefined ? {} : { position: block.position };
  if (block.step !== undefined) {
    return { type: 'stepBlock', step: block.step, children: [pre], ...position };
  }
  const title = info.attributes.get('title');
  if (typeof title !== 'string' || title === '') return { ...pre, ...position };
  return {
    type: 'element',
    tagName: 'figure',
    properties: { className: ['code-figure'] },
    children: [
      {
        type: 'element',
        tagName: 'figcaption',
        properties: {},
        children: [{ type: 'text', value: title }],
      },
      pre,
    ],
    ...position,
  };
}

interface Found {
  readonly block: CodeBlock;
  readonly info: BlockInfo;
  /** Where it stands: `siblings[index]`. */
  readonly siblings: (RootContent | ElementContent)[];
  readonly index: number;
}

function codeBlocks(parent: Parents, found: Found[] = []): readonly Found[] {
  const siblings: (RootContent | ElementContent)[] = parent.children;
  for (const [index, node] of siblings.entries()) {
    if (node.type === 'codeBlock') {
      found.push({ block: node, info: parseInfo(node.lang, node.meta), siblings, index });
    } else if ('children' in node) codeBlocks(node, found);
  }
  return found;
}

/** A step's info string is the runbook's to complain of. */
function reportProblems(state: PageState, block: CodeBlock, info: BlockInfo): void {
  if (block.step !== undefined) return;
  const span = spanOf(block);
  for (const problem of info.problems) {
    state.diagnostics.push(
      diagnosticAt(
        state.context.source,
        span === undefined ? undefined : { start: span.start, end: span.start },
        { code: 'markdown-info', severity: 'warning', ...problem },
      ),
    );
  }
}
