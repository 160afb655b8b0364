import type { Element, ElementContent, Parents, Root, RootContent } from 'hast';
import type { VFile } from 'vfile';
import { type DiagnosticInput, diagnosticAt } from '../../model/diagnostic.ts';
import type { CodeDefaults } from '../../model/markdown-code.ts';
import type { Span } from '../../model/source.ts';
import { type BlockInfo, infoOf } from '../blocks.ts';
import { codeElement, languageOf } from '../code/code-element.ts';
import { type CodeDisplay, readDisplay } from '../code/display.ts';
import { codeFigure } from '../code/figure.ts';
import { grammarFor } from '../code/grammars/names.ts';
import { createHighlighter, type Highlight, untilLate } from '../code/highlight.ts';
import { unknownAttributes } from '../code/known-attributes.ts';
import { infoPlace, linePlace } from '../code/places.ts';
import { type ReadCode, readCode } from '../code/shown-code.ts';
import { isTerminal } from '../code/terminal.ts';
import { hasNotes } from '../code-notes.ts';
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
        info: hasPatience ? found.info : { ...found.info, marks: [] },
        display: found.display,
        notes: found.block.notes !== undefined,
      });
      // Another expression would take as long.
      hasPatience &&= !read.late;
      tellProblems({ state, text, options }, found, read);
      found.siblings[found.index] = framed(found, read, { prompts, highlight });
      if (isLate || read.late) tellLate(state, text, found.block);
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

function framed(
  { block, info, display, grouped }: Found,
  { shown }: ReadCode,
  { prompts, highlight }: { readonly prompts: readonly string[]; readonly highlight: Highlight },
): ElementContent {
  const isStep = block.step !== undefined;
  // A step has a frame of its own, and its title in it.
  const title = grouped ? (display.title ?? info.language) : isStep ? undefined : display.title;
  const own: CodeDisplay = { ...display, title, ...(isStep ? { frame: 'none' } : {}) };
  const notes = block.notes;
  const content = codeElement({ shown, info, display: own, prompts, notes }, highlight);
  const element: Element =
    title === undefined || title === ''
      ? content
      : codeFigure(content, { caption: title, terminal: isTerminal(shown, info, own) });
  const position = block.position === undefined ? {} : { position: block.position };
  return block.step === undefined
    ? { ...element, ...position }
    : { type: 'stepBlock', step: block.step, children: [element], ...position };
}

/** The clock has a part in such a page: it is made again by the next build. */
function tellLate(state: PageState, text: string, block: CodeBlock): void {
  tell(state, placeOf(block, text, undefined), {
    code: 'markdown-too-slow',
    severity: 'info',
    message: 'colouring this code takes too long: it is shown without colours',
    hint: 'write `text` as its language, or make it shorter',
  });
}

function tellProblems(
  { state, text, options }: Page & { readonly state: PageState },
  found: Found,
  read: ReadCode,
): void {
  const { block, info, display } = found;
  const code = 'markdown-info';
  // A step's info string is the runbook's to complain of, but for what is only shown.
  const written = block.step === undefined ? info.problems : [];
  for (const problem of [...written, ...found.problems, ...read.problems]) {
    const place = placeOf(block, text, problem.key);
    tell(state, place, { code, severity: 'warning', message: problem.message, hint: problem.hint });
  }
  if (block.step === undefined && !options.extensible) {
    for (const { key, near, message, hint } of unknownAttributes(info, display)) {
      const severity = near ? 'warning' : 'info';
      tell(state, placeOf(block, text, key), { code, severity, message, hint });
    }
  }
  for (const { line, written, message, hint } of read.markerProblems) {
    const offset = block.position?.start.offset;
    const place = offset === undefined ? undefined : linePlace({ text, offset }, line, written);
    tell(state, place, { code: 'markdown-code-marker', severity: 'warning', message, hint });
  }
  // A page in a block has its list in the block.
  const isPage = grammarFor(info.language) === 'markdown';
  if (block.notes === undefined && !isPage && hasNotes(block.value)) {
    tell(state, placeOf(block, text, undefined), {
      code: 'markdown-code-marker',
      severity: 'warning',
      message: 'no numbered list follows the code, so its notes are shown as they are',
      hint: 'write what `(1)!` says as the item 1 of a list below the block',
    });
  }
}

function placeOf(block: CodeBlock, text: string, written: string | undefined): Span | undefined {
  const offset = block.position?.start.offset;
  return offset === undefined ? undefined : infoPlace({ text, offset }, written);
}

function tell(
  { context, diagnostics }: PageState,
  place: Span | undefined,
  input: DiagnosticInput,
): void {
  diagnostics.push(diagnosticAt(context.source, place, input));
}
