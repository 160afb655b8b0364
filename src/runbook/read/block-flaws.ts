import { beginsWith, type InfoProblem } from '../../markdown/blocks.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import { nearest } from '../../model/nearest.ts';
import type { SourceFile, Span } from '../../model/source.ts';
import { visible } from '../run/captured.ts';
import type { Block } from './block.ts';
import { attributeSpan, linesSpan } from './block-span.ts';
import { builtInInterpreter, interpretedLanguageNames, shellLanguageNames } from './languages.ts';

/** A block that ends other than it seems: steps behind it are lost, or a part of its own text is. */
export function badEnd(source: SourceFile, block: Block): readonly Diagnostic[] {
  if (block.flaw === undefined) return [];
  const words =
    block.flaw === 'closed-early'
      ? {
          message: 'the first `-->` ends this comment, but more stands behind it on its line',
          hint: 'write the step as a block marked `hidden`, or the arrow in two parts: `"--"">"`',
        }
      : {
          message: `this ${block.comment ? 'comment' : 'block'} is not closed, so what follows is a part of it`,
          hint: block.comment ? 'end it with `-->`' : 'end it with a fence like its first',
        };
  return [diagnosticAt(source, block.infoSpan, { code: 'runbook-block-end', ...words })];
}

/** A block that would be a step, did it not begin with an attribute such as `name=x` or `run`. */
export function noLanguage(source: SourceFile, block: Block): readonly Diagnostic[] {
  const { language, problems } = block.info;
  const isWord = ['run', 'hidden', 'background', 'idempotent'].includes(language);
  const [problem] = language.includes('=') ? problems : isWord ? [beginsWith(language)] : [];
  return problem === undefined ? [] : [unreadable(source, block.infoSpan, problem)];
}

/** A block that would be a step, had the attribute that makes it one a value: `file=`. */
export function noValue(source: SourceFile, block: Block): readonly Diagnostic[] {
  const [problem] = block.info.problems.filter(
    ({ key }) => key === 'file' || key === 'interpreter',
  );
  if (problem?.key === undefined) return [];
  return [unreadable(source, attributeSpan(source, block, problem.key), problem)];
}

function unreadable(source: SourceFile, span: Span, { message, hint }: InfoProblem): Diagnostic {
  return diagnosticAt(source, span, { code: 'runbook-info', message, hint });
}

/** What is written at steps alone; other sites and themes know `title` at any block. */
const stepAttributes = [
  ...['name', 'role', 'exit', 'timeout', 'skip', 'hidden', 'background', 'ready', 'stop', 'retry'],
  ...['every', 'idempotent', 'needs', 'skip-if', 'only-if', 'weak'],
];

/** A block that is written as a step, in a language that is not run: its author may not have noticed. */
export function strangeLanguage(source: SourceFile, block: Block): readonly Diagnostic[] {
  const { language, attributes } = block.info;
  const [attribute] = stepAttributes.filter((name) => attributes.has(name));
  // Of `output` blocks and of those that begin with an attribute others tell.
  if (attribute === undefined || language.toLowerCase() === 'output') return [];
  if (language.includes('=')) return [];
  return [
    diagnosticAt(source, attributeSpan(source, block, attribute), {
      code: 'runbook-language',
      severity: 'warning',
      message: `\`${attribute}\` makes no step of ${language === '' ? 'a block without a language' : `a \`${visible(language.slice(0, 40))}\` block`}, so it is not run`,
      hint: languageHint(language),
    }),
  ];
}

function languageHint(language: string): string {
  if (builtInInterpreter(language) !== undefined) {
    return 'add the word `run` to have it run, or leave the attribute out of what is only shown';
  }
  const near = nearest(language, [...shellLanguageNames, ...interpretedLanguageNames]);
  return near === undefined
    ? 'say what runs it with `interpreter="… {}"`, or leave the attribute out of what is only shown'
    : `did you mean \`${near}\`?`;
}

/** A transcript that is called a script: to a shell the `$` of its first command is a command's name. */
export function typedScript(source: SourceFile, block: Block): readonly Diagnostic[] {
  const at = block.lines.findIndex((line) => !/^\s*(?:#|$)/.test(line));
  if (!/^\s*\$(?:\s|$)/.test(block.lines[at] ?? '')) return [];
  return [
    diagnosticAt(source, linesSpan(block, at, at + 1), {
      code: 'runbook-console',
      message: 'the block is a transcript: to a shell, `$` is no prompt but a command',
      hint: 'call it `console`, with what each command prints below it, or leave out each `$ `',
    }),
  ];
}

export function buriedStep(source: SourceFile, span: Span): Diagnostic {
  return diagnosticAt(source, span, {
    code: 'runbook-hidden-place',
    message: 'a hidden step inside other HTML or text is not read',
    hint: 'leave a blank line before its `<!--`, so that the comment is a block of its own',
  });
}
