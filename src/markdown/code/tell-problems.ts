import type { Span } from '../../model/source.ts';
import type { BlockInfo } from '../blocks.ts';
import { notesIn } from '../code-notes.ts';
import type { CodeBlock } from '../own-nodes.ts';
import type { PageState } from '../page-state.ts';
import type { CodeDisplay } from './display.ts';
import { grammarFor } from './grammars/names.ts';
import { unknownAttributes } from './known-attributes.ts';
import { infoPlace, linePlace } from './places.ts';
import type { ReadCode } from './shown-code.ts';
import { tellOfCode } from './tell.ts';

interface Page {
  readonly state: PageState;
  readonly text: string;
}

interface ReadBlock {
  readonly block: CodeBlock;
  readonly info: BlockInfo;
  readonly display: CodeDisplay;
  /** Of what its attributes say of how it is shown. */
  readonly problems: BlockInfo['problems'];
}

/** A block that is full of mistakes is no code. */
const mostTold = 10;

/** The clock has a part in such a page: it is made again by the next build. */
export function tellLate(page: Page, block: CodeBlock): void {
  tellOfCode(page.state, placeOf(page, block), {
    code: 'markdown-too-slow',
    severity: 'info',
    message: 'colouring this code takes too long: it is shown without colours',
    hint: 'write `text` as its language, or make it shorter',
  });
}

/**
 * Tells what is wrong with a block. A step's info string is the runbook's to complain of, but for what is
 * only shown.
 * @param read.extensible The site has plugins, and attributes may be theirs.
 */
export function tellProblems(
  page: Page,
  { block, info, display, problems }: ReadBlock,
  read: ReadCode & { readonly extensible: boolean },
): void {
  const { state } = page;
  const code = 'markdown-info';
  const isStep = block.step !== undefined;
  const all = [...(isStep ? [] : info.problems), ...problems, ...read.problems];
  for (const { key, message, hint } of all.slice(0, mostTold)) {
    tellOfCode(state, placeOf(page, block, key), { code, severity: 'warning', message, hint });
  }
  for (const one of isStep || read.extensible ? [] : unknownAttributes(info, display)) {
    const { key, near, message, hint } = one;
    const severity = near ? 'warning' : 'info';
    tellOfCode(state, placeOf(page, block, key), { code, severity, message, hint });
  }
  if (read.late) {
    tellOfCode(state, placeOf(page, block), {
      code: 'markdown-too-slow',
      severity: 'info',
      message: 'the expressions of this block take too long: what they match is not marked',
      hint: 'write simpler ones, or a text as `"text"`',
    });
  }
  tellMarkers(page, block, read);
  // A page in a block has its list in the block.
  const isPage = grammarFor(info.language) === 'markdown';
  if (block.notes === undefined && !isPage && notesIn(block.value).length > 0) {
    tellOfCode(state, placeOf(page, block), {
      code: 'markdown-code-marker',
      severity: 'warning',
      message: 'no numbered list follows the code, so its notes are shown as they are',
      hint: 'write what `(1)!` says as the item 1 of a list below the block',
    });
  }
}

function tellMarkers({ state, text }: Page, block: CodeBlock, read: ReadCode): void {
  const code = 'markdown-code-marker';
  for (const { line, written, message, hint } of read.markerProblems.slice(0, mostTold)) {
    const place = (): Span | undefined => {
      const offset = block.position?.start.offset;
      return offset === undefined ? undefined : linePlace({ text, offset }, line, written);
    };
    tellOfCode(state, place, { code, severity: 'warning', message, hint });
  }
}

/** Of something in the info string, or of the whole block. */
function placeOf({ text }: Page, block: CodeBlock, written?: string): () => Span | undefined {
  return () => {
    const offset = block.position?.start.offset;
    return offset === undefined ? undefined : infoPlace({ text, offset }, written);
  };
}
