import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import type { MarkdownLimits } from '../model/limits.ts';
import { type SourceFile, spanAt } from '../model/source.ts';
import { deepestPart, isOverflow, tooDeep } from './depth.ts';
import { TooSlow } from './parser/guard.ts';
import { textFlaw } from './text-depth.ts';

/** A page that would make far more HTML than it has text. It begins at `offset`, where that is known. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly offset: number | undefined;
  constructor(message: string, offset: number | undefined) {
    super(message);
    this.offset = offset;
  }
}

/** Why a text is not even given to the parser. `text`: that of the source, without its front matter. */
export function refusedText(
  source: SourceFile,
  text: string,
  limits: MarkdownLimits,
): Diagnostic | undefined {
  const flaw = textFlaw(text, limits);
  if (flaw === undefined) return undefined;
  if (flaw.kind === 'nesting') return tooDeep(source, flaw, limits.nesting);
  return diagnosticAt(source, spanAt(source.text, flaw.start), {
    code: 'markdown-too-large',
    message: `the page has more than ${limits.marks} lines and marks of Markdown; this is where`,
    hint: 'split the page, or raise `markdown.limits.marks`',
  });
}

/** What a limit that was met while a page was read or drawn is told as; undefined for other errors. */
export function refusal(
  source: SourceFile,
  error: unknown,
  limits: MarkdownLimits,
): Diagnostic | undefined {
  if (isOverflow(error)) return deepestPart(source, 0, limits.nesting);
  if (error instanceof TooLarge) {
    const { message, offset } = error;
    const span = offset === undefined ? undefined : spanAt(source.text, offset);
    const hint = 'take it apart, or make of it what is no Markdown, such as an image or a file';
    return diagnosticAt(source, span, { code: 'markdown-too-large', message, hint });
  }
  if (!(error instanceof TooSlow)) {
    // Strings and arrays have a length that nothing can raise.
    return error instanceof Error && /string longer|array length|allocation/i.test(error.message)
      ? diagnosticAt(source, undefined, {
          code: 'markdown-too-large',
          message: `the page cannot be held in memory: ${error.message}`,
          hint: 'split the page',
        })
      : undefined;
  }
  const span = spanAt(source.text, error.offset);
  return error.reason === 'paragraph'
    ? diagnosticAt(source, span, {
        code: 'markdown-too-large',
        message: 'the paragraph has more links, emphasis and marks than are read',
        hint: 'make several of it with blank lines',
      })
    : diagnosticAt(source, span, {
        code: 'markdown-too-slow',
        message: `after ${limits.timeMs / 1000} s the page had been read no further than here`,
        hint: 'split the page, or raise `markdown.limits.time`',
      });
}
