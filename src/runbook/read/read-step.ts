import type { Privileges } from '../../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { Command, Step } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';
import { readAttributes, type StepAttributes } from './attributes.ts';
import { attributeSpan, type Block, linesSpan } from './blocks.ts';
import { readConsole } from './console.ts';
import { readExpectation, readJsonExpectation } from './expectation.ts';
import { checkFilePath } from './file-path.ts';
import { type ShellLanguage, shellLanguage } from './languages.ts';
import { isOutputOf } from './output-block.ts';

export interface StepContext {
  readonly source: SourceFile;
  readonly number: number;
  readonly rootPrompt: boolean;
  readonly privileges: Privileges;
}

export interface ReadStep {
  readonly step: Omit<Step, 'digest'>;
  readonly diagnostics: readonly Diagnostic[];
}

/** One block as a step. What is wrong with it is told and left out. */
export function readStep(block: Block, context: StepContext): ReadStep {
  const { source, number } = context;
  const { attributes, diagnostics } = readAttributes(source, block);
  const body =
    attributes.file === undefined
      ? readCommands(block, attributes, context)
      : readFile(block, attributes.file, context);
  const { name } = attributes;
  const step: Omit<Step, 'digest'> = {
    id: name ?? `step-${number}`,
    number,
    ...(name === undefined ? {} : { name }),
    ...(attributes.title === undefined ? {} : { title: attributes.title }),
    ...(attributes.role === undefined ? {} : { role: attributes.role }),
    language: body.language,
    span: block.span,
    commands: body.commands,
    ...(body.file === undefined ? {} : { file: body.file }),
    ...(attributes.timeoutMs === undefined ? {} : { timeoutMs: attributes.timeoutMs }),
    ...(attributes.skip === undefined ? {} : { skip: attributes.skip }),
    hidden: attributes.hidden,
  };
  return { step, diagnostics: [...diagnostics, ...body.diagnostics] };
}

interface Body extends Pick<Step, 'language' | 'commands' | 'file'> {
  readonly diagnostics: readonly Diagnostic[];
}

function readFile(block: Block, written: string, context: StepContext): Body {
  const checked = checkFilePath(written, context.privileges);
  const content = block.lines.map((line) => `${line}\n`).join('');
  const base = { language: block.info.language, commands: [] };
  if ('path' in checked) return { ...base, file: { path: checked.path, content }, diagnostics: [] };
  const span = attributeSpan(context.source, block, 'file');
  return {
    ...base,
    file: { path: written, content },
    diagnostics: [diagnosticAt(context.source, span, { code: 'runbook-file-path', ...checked })],
  };
}

function readCommands(block: Block, attributes: StepAttributes, context: StepContext): Body {
  const language = shellLanguage(block.info.language);
  if (language === undefined) {
    const problem = diagnosticAt(context.source, block.infoSpan, {
      code: 'runbook-language',
      message:
        block.info.language === ''
          ? 'a block without a language cannot be run'
          : `\`${block.info.language}\` is no language that is run`,
      hint: 'write it for `sh` or `bash`, or store it with `file=…` and run that',
    });
    return { language: block.info.language, commands: [], diagnostics: [problem] };
  }
  if (language === 'console') {
    const { rootPrompt } = context;
    const transcript = readConsole(context.source, block, { rootPrompt, exit: attributes.exit });
    return { language, ...transcript };
  }
  return readScript(block, language, attributes, context.source);
}

function readScript(
  block: Block,
  language: ShellLanguage,
  attributes: StepAttributes,
  source: SourceFile,
): Body {
  const diagnostics: Diagnostic[] = [];
  if (block.lines.every((line) => line.trim() === '')) {
    diagnostics.push(
      diagnosticAt(source, block.infoSpan, {
        code: 'runbook-empty',
        severity: 'warning',
        message: 'the block has no command',
        hint: 'write one, or remove the block',
      }),
    );
  }
  const output = block.next !== undefined && isOutputOf(block.next) ? block.next : undefined;
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
    script: block.lines.join('\n'),
    span: linesSpan(block, 0, block.lines.length),
    ...(read === undefined ? {} : { expect: read.expect }),
    exit: attributes.exit ?? read?.exit ?? 0,
  };
  return { language, commands: [command], diagnostics };
}

function readOutput(source: SourceFile, block: Block): ReturnType<typeof readExpectation> {
  if (block.info.language.toLowerCase() === 'json') return readJsonExpectation(source, block);
  return readExpectation(source, { block, from: 0, to: block.lines.length, of: 'stdout' });
}
