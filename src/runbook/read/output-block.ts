import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { SourceFile } from '../../model/source.ts';
import { attributeSpan, type Block } from './blocks.ts';

/**
 * Whether a block that directly follows a `sh` step is its expected output. `output` always is.
 * `text` and `json` are only where nothing but the language is written: ` ```text title="app.log" `
 * is a block of its own.
 */
export function isOutputOf(block: Block): boolean {
  const language = block.info.language.toLowerCase();
  if (language === 'output') return true;
  const { attributes, highlightLines, problems } = block.info;
  const plain = attributes.size === 0 && highlightLines.length === 0 && problems.length === 0;
  return plain && !block.comment && (language === 'text' || language === 'json');
}

/** What is wrong with an `output` block. `expected`: it follows a step. */
export function checkOutputBlock(
  source: SourceFile,
  block: Block,
  expected: boolean,
): readonly Diagnostic[] {
  const strange = [...block.info.attributes.keys()].filter((key) => key !== 'title');
  const problems = strange.map((key) =>
    diagnosticAt(source, attributeSpan(source, block, key), {
      code: 'runbook-attribute-unknown',
      message: `an output block has no attribute \`${key.slice(0, 80)}\``,
      hint: 'write it at the step',
    }),
  );
  if (expected) return problems;
  return [
    ...problems,
    diagnosticAt(source, block.infoSpan, {
      code: 'runbook-output-orphan',
      message: 'this output follows no step, so nothing is compared with it',
      hint: 'put it directly below a `sh` block, or call it `text` where it is only shown; a `console` block holds its own output',
    }),
  ];
}
