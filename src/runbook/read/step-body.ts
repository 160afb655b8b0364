import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { Command, Step } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';
import type { StepAttributes } from './attribute-reader.ts';
import type { Block } from './block.ts';
import { typedScript } from './block-flaws.ts';
import { attributeSpan, linesSpan } from './block-span.ts';
import { readConsole } from './console.ts';
import { checkFilePath } from './file-path.ts';
import { interpreterOf } from './interpreter.ts';
import { plainLanguage, shellLanguage } from './languages.ts';
import { isOutputOf } from './output-block.ts';
import { readOutput } from './read-output.ts';
import { lostMarker, ownLines } from './shown-lines.ts';
import type { StepContext } from './step-context.ts';

/** What a block does when its turn comes. */
export interface StepBody extends Pick<Step, 'language' | 'commands' | 'file' | 'interpreter'> {
  readonly diagnostics: readonly Diagnostic[];
}

export function readBody(block: Block, attributes: StepAttributes, context: StepContext): StepBody {
  if (attributes.file !== undefined)
    return readFile(block, attributes.file, { attributes, context });
  if (shellLanguage(block.info.language) === 'console') {
    return readTranscript(block, attributes, context);
  }
  return readScript(block, attributes, context);
}

function readFile(
  block: Block,
  written: string,
  { attributes, context }: { readonly attributes: StepAttributes; readonly context: StepContext },
): StepBody {
  const checked = checkFilePath(written, context.privileges);
  const file = {
    path: 'path' in checked ? checked.path : written,
    content: ownLines(block)
      .map((line) => `${line}\n`)
      .join(''),
    ...(attributes.mode === undefined ? {} : { mode: attributes.mode }),
  };
  const base = { language: block.info.language, commands: [], file };
  if ('path' in checked) return { ...base, diagnostics: [] };
  const span = attributeSpan(context.source, block, 'file');
  return {
    ...base,
    diagnostics: [diagnosticAt(context.source, span, { code: 'runbook-file-path', ...checked })],
  };
}

function readTranscript(
  block: Block,
  attributes: StepAttributes,
  { source, prompts }: StepContext,
): StepBody {
  const transcript = readConsole(source, block, { prompts, exit: attributes.exit });
  const clashes = (['background', 'interpreter'] as const)
    .filter((key) => block.info.attributes.has(key))
    .map((key) =>
      diagnosticAt(source, attributeSpan(source, block, key), {
        code: 'runbook-attribute-invalid',
        message: `\`${key}\` is not for a \`console\` block, which is commands and what each prints`,
        hint: 'write the block without prompts, for `sh` for example',
      }),
    );
  return {
    language: 'console',
    ...transcript,
    diagnostics: [
      ...clashes,
      ...lostMarker(source, block, 'runbook-console'),
      ...transcript.diagnostics,
    ],
  };
}

function readScript(block: Block, attributes: StepAttributes, context: StepContext): StepBody {
  const { source } = context;
  const shell = shellLanguage(block.info.language);
  const language = shell ?? plainLanguage(block.info.language);
  const diagnostics: Diagnostic[] = [];
  const found = interpreterOf({
    language: block.info.language,
    lines: ownLines(block),
    asked: attributes.interpreter,
    configured: context.languages,
  });
  if (found.kind === 'none') {
    // A wrong `interpreter=` or `file=` has been told.
    if (!['interpreter', 'file'].some((key) => block.info.attributes.has(key))) {
      const problem = { code: 'runbook-language', ...found.problem } as const;
      diagnostics.push(diagnosticAt(source, block.infoSpan, problem));
    }
    return { language, commands: [], diagnostics };
  }
  if (found.kind !== 'command' && attributes.skip === undefined) {
    diagnostics.push(...typedScript(source, block));
  }
  const base = {
    language,
    ...(found.kind === 'command' ? { interpreter: found.command } : {}),
    diagnostics,
  };
  const output = block.next !== undefined && isOutputOf(block.next) ? block.next : undefined;
  const lines = ownLines(block);
  const isEmpty = lines.every((line) => line.trim() === '');
  if (isEmpty && attributes.stop !== undefined && output === undefined) {
    return { ...base, commands: [] };
  }
  if (isEmpty) diagnostics.push(empty(source, block));
  const read = output && readOutput(source, output);
  diagnostics.push(...(read?.diagnostics ?? []));
  if (output && read?.exit !== undefined && (attributes.exit ?? read.exit) !== read.exit) {
    const span = linesSpan(output, output.lines.length - 1, output.lines.length);
    diagnostics.push(
      diagnosticAt(source, span, {
        code: 'runbook-expectation',
        message: `the output ends with [${read.exit}], but the block says exit=${attributes.exit}`,
        hint: 'leave one of them out',
      }),
    );
  }
  const command: Command = {
    script: lines.join('\n'),
    span: linesSpan(block, 0, block.lines.length),
    ...(block.left === undefined ? {} : { left: [...block.left] }),
    ...(read === undefined ? {} : { expect: read.expect }),
    exit: attributes.exit ?? read?.exit ?? 0,
  };
  return { ...base, commands: [command] };
}

function empty(source: SourceFile, block: Block): Diagnostic {
  return diagnosticAt(source, block.infoSpan, {
    code: 'runbook-empty',
    severity: 'warning',
    message: 'the block has no command',
    hint: 'write one, or remove the block',
  });
}
