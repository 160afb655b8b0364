import { displayAttributes } from '../../markdown/code/display.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Block } from './block.ts';
import { attributeSpan } from './block-span.ts';
import { shellLanguage } from './languages.ts';

/**
 * Whether a block that directly follows a step is its expected output. `output` always is. `text` and
 * `json` are only where nothing but the language is written: ` ```text title="app.log" ` is a block of
 * its own. One with a mark is, whatever its language.
 */
export function isOutputOf(block: Block): boolean {
  const language = block.info.language.toLowerCase();
  if (language === 'output' || isMarkedOutput(block)) return true;
  const { attributes, highlightLines, marks, label, problems } = block.info;
  const plain =
    attributes.size === 0 &&
    highlightLines.length === 0 &&
    marks.length === 0 &&
    label === undefined &&
    problems.length === 0;
  return plain && !block.comment && (language === 'text' || language === 'json');
}

/** Whether a mark stands before it, and it is not itself said to be run or written. */
export function isMarkedOutput({ mark, info }: Block): boolean {
  const isStep = ['run', 'file', 'interpreter'].some((key) => info.attributes.has(key));
  return mark !== undefined && !isStep && shellLanguage(info.language) === undefined;
}

/** Whether the block behind a step can be its output. */
function takesOutput({ info: { language, attributes } }: Block): boolean {
  return shellLanguage(language) !== 'console' && !attributes.has('file');
}

export interface StepsOfPage {
  readonly stepBlocks: readonly Block[];
  /** The page is a runbook as a whole. */
  readonly declared: boolean;
}

/** What is wrong with the output blocks of a page, and with marks that mark none. */
export function checkOutputs(
  source: SourceFile,
  blocks: readonly Block[],
  { stepBlocks, declared }: StepsOfPage,
): readonly Diagnostic[] {
  const withOutput = stepBlocks.filter(({ next }) => next !== undefined && isOutputOf(next));
  const expected = new Set(withOutput.filter(takesOutput).map(({ next }) => next?.offset));
  return blocks.flatMap((block) => {
    const isExpected = expected.has(block.offset);
    const isLost = !isExpected && declared;
    const isOutput = block.info.language.toLowerCase() === 'output';
    return [
      ...(isOutput && (isExpected || isLost) ? strangeAttributes(source, block) : []),
      ...(isLost && (isOutput || block.mark !== undefined) ? [orphan(source, block)] : []),
    ];
  });
}

function strangeAttributes(source: SourceFile, block: Block): readonly Diagnostic[] {
  const strange = [...block.info.attributes.keys()].filter(
    (key) => !displayAttributes.includes(key),
  );
  return strange.map((key) =>
    diagnosticAt(source, attributeSpan(source, block, key), {
      code: 'runbook-attribute-unknown',
      message: `an output block has no attribute \`${key.slice(0, 80)}\``,
      hint: 'write it at the step',
    }),
  );
}

function orphan(source: SourceFile, block: Block): Diagnostic {
  return diagnosticAt(source, block.mark?.span ?? block.infoSpan, {
    code: 'runbook-output-orphan',
    message: 'this output follows no step, so nothing is compared with it',
    hint: 'put it directly below a `sh` block, or call it `text` where it is only shown; a `console` block holds its own output',
  });
}
