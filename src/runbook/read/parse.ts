import type { Root } from 'mdast';
import type { FindVariables } from '../../markdown/code/variables.ts';
import type { Config } from '../../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import { hasKey, keySpan } from '../../model/key-place.ts';
import type { Entry } from '../../model/page.ts';
import type { Runbook, Step } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';
import { PageVariables } from '../variables/page-variables.ts';
import type { Block } from './block.ts';
import { badEnd, buriedStep, noLanguage, noValue, strangeLanguage } from './block-flaws.ts';
import { attributeSpan } from './block-span.ts';
import { collectBlocks } from './blocks.ts';
import { seedDigest, stepDigest } from './digest.ts';
import { isStep } from './is-step.ts';
import { checkOutputs } from './output-block.ts';
import { readStep } from './read-step.ts';
import { readSettings, settingSpan } from './settings.ts';

export interface ParseInput {
  readonly tree: Root;
  readonly entry: Entry;
  readonly title: string;
  readonly config: Pick<Config, 'verify'>;
}

export interface StepOfBlock {
  readonly id: string;
  readonly hidden: boolean;
  /** Where its scripts have variables that readers fill; absent where there are none. */
  readonly variables?: FindVariables;
}

export interface ParsedRunbook {
  /** Absent when no block of the page is a step. Not to be run when a diagnostic is an error. */
  readonly runbook?: Runbook;
  /** The blocks that are steps, by the offset where their mdast node starts. */
  readonly blocks: ReadonlyMap<number, StepOfBlock>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the steps of a page: see `isStep`. A page of a `runbook` collection is a runbook, and so is
 * one with a `runbook:` key or with a block marked `run`. Pure: nothing is run or read from disk.
 */
export function parseRunbook(input: ParseInput): ParsedRunbook {
  const { entry, config } = input;
  const { source, frontmatter } = entry;
  const { languages } = config.verify;
  const declared = entry.kind === 'runbook' || frontmatter.runbook !== undefined;
  const { blocks, buried } = collectBlocks(input.tree, source, languages);
  const stepBlocks = blocks.filter((block) => isStep(block, { declared, languages }));
  const isRunbook = declared || stepBlocks.length > 0;
  if (!isRunbook) return { blocks: new Map(), diagnostics: [] };

  const { request, diagnostics: found } = readSettings(entry, config);
  const diagnostics = [
    ...found,
    ...(declared ? buried.map((span) => buriedStep(source, span)) : []),
    ...(declared ? blocks : stepBlocks).flatMap((block) => badEnd(source, block)),
    ...(declared ? blocks : [])
      .filter((block) => !isStep(block, { declared, languages }))
      .flatMap((block) =>
        [noLanguage, noValue, strangeLanguage].flatMap((of) => of(source, block)),
      ),
  ];
  const prompts = frontmatter.runbook?.prompts ?? [];
  const services = request.services.map((service) => service.name);
  const steps = new Map<string, Step>();
  const variables = new PageVariables(entry);
  const finders = new Map<string, FindVariables>();
  let chain = seedDigest(request, { config, prompts });
  for (const [index, block] of stepBlocks.entries()) {
    const read = readStep(block, {
      source,
      number: index + 1,
      prompts,
      privileges: request.privileges,
      services,
      languages,
      earlier: steps,
    });
    diagnostics.push(...read.diagnostics);
    const twin = steps.get(read.step.id);
    if (twin !== undefined) diagnostics.push(duplicate(source, block, twin));
    // Ids stay unique even so: pages and reports are keyed by them.
    const id = twin === undefined ? read.step.id : `step-${index + 1}`;
    if (diagnostics.length >= mostProblems) {
      diagnostics.push(tooMany(source, block));
      break;
    }
    const digest = stepDigest(chain, read.step, steps.get(read.step.stops ?? ''));
    chain = digest;
    const { find, diagnostics: ofVariables, ...uses } = variables.step(read.step);
    diagnostics.push(...ofVariables);
    if (find !== undefined) finders.set(id, find);
    steps.set(id, { ...read.step, id, digest, ...uses });
  }
  diagnostics.push(...checkOutputs(source, blocks, { stepBlocks, declared }));
  if (steps.size === 0) {
    // The front page of a folder of runbooks need not be one.
    return { blocks: new Map(), diagnostics: [...diagnostics, ...emptyRunbook(entry)] };
  }
  diagnostics.push(...variables.declared((name) => settingSpan(entry, name, 'variables')));
  const all = [...steps.values()];
  if (all.every((step) => step.skip !== undefined)) diagnostics.push(allSkipped(entry));
  return {
    runbook: {
      id: entry.id,
      title: input.title,
      source,
      sandbox: request,
      tags: frontmatter.tags,
      ...(frontmatter.runbook?.variables && { variables: frontmatter.runbook.variables }),
      steps: all,
      digest: chain,
    },
    blocks: new Map(
      all.map(({ id, hidden, span }) => {
        const find = finders.get(id);
        return [span.start.offset, { id, hidden, ...(find && { variables: find }) }];
      }),
    ),
    diagnostics,
  };
}

/** A page with this many mistakes is read no further. It is not run anyway. */
const mostProblems = 100;

function tooMany(source: SourceFile, block: Block): Diagnostic {
  return diagnosticAt(source, block.infoSpan, {
    code: 'runbook-attribute-invalid',
    message: 'the page has too many mistakes and is read no further than here',
    hint: 'begin with the first ones',
  });
}

function duplicate(source: SourceFile, block: Block, twin: Step): Diagnostic {
  return diagnosticAt(source, attributeSpan(source, block, 'name'), {
    code: 'runbook-attribute-invalid',
    message: `two steps are named \`${twin.id}\``,
    hint: 'give this one another name',
    related: [{ message: 'the first one', file: source.path, span: twin.span }],
  });
}

function allSkipped(entry: Entry): Diagnostic {
  return diagnosticAt(entry.source, keySpan(entry, 'runbook'), {
    code: 'runbook-empty',
    severity: 'warning',
    message: 'every step of the runbook is skipped, so nothing of it is proven',
    hint: 'let one step at least be run',
  });
}

function emptyRunbook(entry: Entry): readonly Diagnostic[] {
  // What a folder gives to all of its pages says of none that it has steps.
  const isMeant = entry.kind === 'runbook' && !/(?:^|\/)_?index$/.test(entry.id);
  if (!isMeant && !hasKey(entry, 'runbook')) return [];
  return [
    diagnosticAt(entry.source, keySpan(entry, 'runbook'), {
      code: 'runbook-empty',
      severity: 'warning',
      message: 'the runbook has no step',
      hint: 'write its commands in `sh`, `bash` or `console` blocks',
    }),
  ];
}
