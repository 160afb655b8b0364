import type { Element, ElementContent, Parents, Root, RootContent } from 'hast';
import type { VFile } from 'vfile';
import type { CodeDefaults } from '../../model/markdown-code.ts';
import { type BlockInfo, infoOf } from '../blocks.ts';
import { codeElement, languageOf } from '../code/code-element.ts';
import { type CodeDisplay, readDisplay } from '../code/display.ts';
import { codeFigure } from '../code/figure.ts';
import { createHighlighter, type Highlight, untilLate } from '../code/highlight.ts';
import { type ReadCode, readCode } from '../code/shown-code.ts';
import { tellLate, tellProblems } from '../code/tell-problems.ts';
import { isTerminal } from '../code/terminal.ts';
import type { FindVariables } from '../code/variables.ts';
import type { CodeBlock } from '../own-nodes.ts';
import { type PageState, pageState } from '../page-state.ts';

/** In milliseconds, for a page that is made to take long. No page that people write comes near. */
const patience = 20_000;

export interface CodeOptions extends CodeDefaults {
  /** The site has plugins, which may have attributes of their own. */
  readonly extensible: boolean;
}

/** Highlights the code blocks. A block with a `title` becomes a figure; a step is left to the theme. */
export default function rehypeCode(options: CodeOptions) {
  let isLate = false;
  const late = (): void => {
    isLate = true;
  };
  const highlighter = createHighlighter(late);

  return async (tree: Root, file: VFile): Promise<void> => {
    const text = String(file);
    const blocks = codeBlocks(tree, { text, options });
    if (blocks.length === 0) return;
    await highlighter.load(blocks.map(({ info, display }) => languageOf(info, display)));
    const highlight = untilLate(highlighter.highlight, patience, late);
    const state = pageState(file);
    const prompts = ['$', ...(state.context.prompts ?? [])];
    let hasPatience = true;
    for (const found of blocks) {
      isLate = false;
      const read = readCode(found.block.value, {
        info: hasPatience ? found.info : withoutPatterns(found.info),
        display: found.display,
        notes: found.block.notes !== undefined,
      });
      // Another expression would take as long.
      hasPatience &&= !read.late;
      const variables = variablesOf(found.block, state);
      found.siblings[found.index] = framed(found, read, { prompts, highlight, variables });
      tellProblems({ state, text }, found, { ...read, extensible: options.extensible });
      if (isLate) tellLate({ state, text }, found.block);
    }
  };
}

interface Page {
  readonly text: string;
  readonly options: CodeOptions;
}

interface Found {
  readonly block: CodeBlock;
  readonly info: BlockInfo;
  readonly display: CodeDisplay;
  readonly problems: BlockInfo['problems'];
  /** It is one of a group. */
  readonly grouped: boolean;
  /** Where it stands: `siblings[index]`. */
  readonly siblings: (RootContent | ElementContent)[];
  readonly index: number;
}

function codeBlocks(parent: Parents, page: Page, found: Found[] = []): readonly Found[] {
  const siblings: (RootContent | ElementContent)[] = parent.children;
  for (const [index, node] of siblings.entries()) {
    if (node.type === 'codeBlock') {
      const info = infoOf(node, page.text);
      const grouped = isGroup(parent);
      found.push({
        block: node,
        info,
        ...readDisplay(info, page.options),
        grouped,
        siblings,
        index,
      });
    } else if ('children' in node) codeBlocks(node, page, found);
  }
  return found;
}

function isGroup(parent: Parents): boolean {
  if (parent.type !== 'element') return false;
  const { className } = parent.properties;
  return Array.isArray(className) && className.includes('code-group');
}

function variablesOf({ step, position }: CodeBlock, { context }: PageState): Shown['variables'] {
  const offset = position?.start.offset;
  if (step === undefined || offset === undefined) return undefined;
  return context.steps.get(offset)?.variables;
}

interface Shown {
  readonly prompts: readonly string[];
  readonly highlight: Highlight;
  readonly variables: FindVariables | undefined;
}

function framed(
  { block, info, display, grouped }: Found,
  { shown }: ReadCode,
  { prompts, highlight, variables }: Shown,
): ElementContent {
  const isStep = block.step !== undefined;
  // A step has a frame of its own, and its title in it.
  const title = grouped
    ? info.label || display.title || info.language
    : isStep
      ? undefined
      : display.title;
  const own: CodeDisplay = { ...display, title, ...(isStep ? { frame: 'none' } : {}) };
  const notes = block.notes;
  const content = codeElement({ shown, info, display: own, prompts, notes, variables }, highlight);
  const element: Element =
    title === undefined || title === ''
      ? content
      : codeFigure(content, { caption: title, terminal: isTerminal(shown, info, own) });
  const position = block.position === undefined ? {} : { position: block.position };
  return block.step === undefined
    ? { ...element, ...position }
    : { type: 'stepBlock', step: block.step, children: [element], ...position };
}

function withoutPatterns(info: BlockInfo): BlockInfo {
  return { ...info, marks: info.marks.filter((mark) => !('pattern' in mark)) };
}
