import { displayAttributes } from '../../markdown/code/display.ts';
import type { DiagnosticCode } from '../../model/codes.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import { nearest } from '../../model/nearest.ts';
import type { SourceFile } from '../../model/source.ts';
import { attributeConflicts } from './attribute-conflicts.ts';
import type { AttributeReaders, Draft, Problem, StepAttributes } from './attribute-reader.ts';
import type { Block } from './block.ts';
import { attributeSpan } from './block-span.ts';
import { conditionReaders } from './condition-readers.ts';
import { plainReaders } from './plain-readers.ts';
import { processReaders } from './process-readers.ts';
import { ofRunme } from './runme.ts';

const readers: AttributeReaders = { ...plainReaders, ...processReaders, ...conditionReaders };

const mostProblems = 10;

/**
 * Reads what is written behind the language of a block that is a step. `services` are the names of
 * the page's services.
 */
export function readAttributes(
  source: SourceFile,
  block: Block,
  services: readonly string[] = [],
): { readonly attributes: StepAttributes; readonly diagnostics: readonly Diagnostic[] } {
  const draft: Draft = {
    background: false,
    idempotent: false,
    conditions: [],
    tags: [],
    hidden: block.comment,
  };
  const diagnostics: Diagnostic[] = [];
  // One line has many mistakes only when it is no info string at all.
  const add = (code: DiagnosticCode, key: string | undefined, { message, hint }: Problem): void => {
    if (diagnostics.length >= mostProblems) return;
    const span = key === undefined ? block.infoSpan : attributeSpan(source, block, key);
    diagnostics.push(diagnosticAt(source, span, { code, message, hint }));
  };
  for (const problem of block.info.problems.slice(0, mostProblems)) {
    add('runbook-info', problem.key, problem);
  }
  for (const [key, value] of block.info.attributes) {
    if (diagnostics.length >= mostProblems) break;
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (reader === undefined) {
      if (displayAttributes.includes(key)) continue;
      const problem = ofRunme(source, block, [key, value]) ?? unknown(key);
      if (problem !== 'none') add('runbook-attribute-unknown', key, problem);
      continue;
    }
    const problem = reader(value, draft, services);
    if (problem !== undefined) add('runbook-attribute-invalid', key, problem);
  }
  for (const conflict of attributeConflicts(meant(block.info.attributes))) {
    add('runbook-attribute-invalid', conflict.key, conflict);
  }
  return { attributes: draft, diagnostics };
}

/** Where one is misspelt, nobody need be told that it is missing. */
function meant(given: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const known = Object.keys(readers);
  return new Set(
    [...given.keys()]
      .slice(0, mostKeys)
      .map((key) => (Object.hasOwn(readers, key) ? key : (nearest(key, known) ?? key))),
  );
}

const mostKeys = 50;

function unknown(key: string): Problem {
  const near = nearest(key, Object.keys(readers));
  return {
    message: `\`${key.slice(0, 80)}\` is no attribute of a step`,
    hint:
      near === undefined
        ? `the attributes are ${Object.keys(readers).join(', ')}`
        : `did you mean \`${near}\`?`,
  };
}
