import type { Element, ElementContent, Parents, Root, RootContent } from 'hast';
import type { VFile } from 'vfile';
import { diagnosticAt } from '../../model/diagnostic.ts';
import { type BlockInfo, parseInfo } from '../blocks.ts';
import { type CodeInput, codeElement } from '../code/code-element.ts';
import { createHighlight } from '../code/highlight.ts';
import type { CodeBlock } from '../own-nodes.ts';
import { type PageState, pageState } from '../page-state.ts';
import { spanOf } from '../spans.ts';

/** Blocks that are kept highlighted, so that `dev` need not colour a page again for each change. */
const mostKept = 5000;

/** Highlights the code blocks. A block with a `title` becomes a figure; a step is left to the theme. */
export default function rehypeCode() {
  const highlight = createHighlight();
  const kept = new Map<string, Element>();

  const highlighted = async (input: CodeInput): Promise<Element> => {
    const { info, code, prompts } = input;
    const key = JSON.stringify([info.language, info.highlightLines, prompts, code]);
    const known = kept.get(key);
    if (known !== undefined) return structuredClone(known);
    const element = await codeElement(input, highlight);
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, structuredClone(element));
    return element;
  };

  return async (tree: Root, file: VFile): Promise<void> => {
    const state = pageState(file);
    const prompts = ['$', ...(state.context.prompts ?? [])];
    for (const { block, parent } of codeBlocks(tree)) {
      const info = parseInfo(block.lang, block.meta);
      reportProblems(state, block, info);
      const pre = await highlighted({ code: block.value, info, prompts });
      const children: (RootContent | ElementContent)[] = parent.children;
      children.splice(children.indexOf(block), 1, framed(block, info, pre));
    }
  };
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

function codeBlocks(parent: Parents): { readonly block: CodeBlock; readonly parent: Parents }[] {
  return parent.children.flatMap((node: RootContent | ElementContent) => {
    if (node.type === 'codeBlock') return [{ block: node, parent }];
    return 'children' in node ? codeBlocks(node) : [];
  });
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
