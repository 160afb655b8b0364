import type { DiagnosticCode } from './codes.ts';
import { located } from './located.ts';
import type { SourceFile, Span } from './source.ts';

export type Severity = 'error' | 'warning' | 'info';

/** The lines of a source around a diagnostic. `first` is the 1-based number of `lines[0]`. */
export interface Frame {
  readonly first: number;
  readonly lines: readonly string[];
}

/** One message for a person. JSON-safe. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it, as a sentence without a full stop. */
  readonly hint?: string;
  /** Relative to the site's root. */
  readonly file?: string;
  readonly span?: Span;
  readonly frame?: Frame;
  /** More lines that belong to the message, such as a diff or the tail of stderr. */
  readonly details?: readonly string[];
  /** Other places that have a part in it. */
  readonly related?: readonly {
    readonly message: string;
    readonly file: string;
    readonly span?: Span;
  }[];
}

export interface DiagnosticInput {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly severity?: Severity | undefined;
  readonly hint?: string | undefined;
  readonly details?: readonly string[] | undefined;
  readonly related?: Diagnostic['related'] | undefined;
}

/** A diagnostic without a place. */
export function diagnostic(input: DiagnosticInput): Diagnostic {
  return {
    code: input.code,
    severity: input.severity ?? 'error',
    message: input.message,
    ...(input.hint === undefined ? {} : { hint: input.hint }),
    ...(input.details === undefined ? {} : { details: input.details }),
    ...(input.related === undefined ? {} : { related: input.related }),
  };
}

/** A diagnostic at a span of a source file, with its frame. Without a span it names the file only. */
export function diagnosticAt(
  source: SourceFile,
  span: Span | undefined,
  input: DiagnosticInput,
): Diagnostic {
  const base = { ...diagnostic(input), file: source.path };
  if (source.pieces !== undefined) return piecedTogether(source, span, base);
  return span === undefined ? base : { ...base, span, frame: frameOf(source.text, span) };
}

/** Told of the files that the text was put together of. */
function piecedTogether(
  source: SourceFile,
  written: Span | undefined,
  { related, ...base }: Diagnostic,
): Diagnostic {
  const others = related?.map((one) => {
    if (one.file !== source.path || one.span === undefined) return one;
    const { source: from, span } = located(source, one.span);
    return { ...one, file: from.path, span };
  });
  const told = { ...base, ...(others === undefined ? {} : { related: others }) };
  if (written === undefined) return told;
  const { source: from, span } = located(source, written);
  return { ...told, file: from.path, span, frame: frameOf(from.text, span) };
}

const contextLines = 1;
const longestFrame = 7;
const longestLine = 200;

function frameOf(text: string, span: Span): Frame {
  const lines = text.split('\n');
  const first = Math.max(1, span.start.line - contextLines);
  const last = Math.min(lines.length, span.end.line + contextLines, first + longestFrame - 1);
  return {
    first,
    lines: lines
      .slice(first - 1, last)
      .map((line) => line.replace(/\r$/, '').slice(0, longestLine)),
  };
}

/** Thrown only to stop: what a person has to be told is in `diagnostics`. */
export class UserError extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((one) => one.message).join('\n'));
    this.name = 'UserError';
    this.diagnostics = diagnostics;
  }
}
