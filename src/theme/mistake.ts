import { existsSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { DiagnosticCode } from '../model/codes.ts';
import { type Diagnostic, diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { sourceFile, spanAt } from '../model/source.ts';

export interface Mistake {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly severity?: 'error' | 'warning' | undefined;
  readonly details?: readonly string[] | undefined;
  /** UTF-16 offsets in the file. */
  readonly range?: { readonly start: number; readonly end: number } | undefined;
}

/** A mistake in a file of a theme, located. */
export function mistakeIn(file: string, root: string, mistake: Mistake): Diagnostic {
  const { range, ...said } = mistake;
  const path = shownPath(file, root);
  if (range === undefined) return { ...diagnostic(said), file: path };
  const source = sourceFile(path, readFileSync(file, 'utf8'));
  return diagnosticAt(source, spanAt(source.text, range.start, range.end), said);
}

/** The first place in a folder, or of a file, that the stack of an error names. */
export function placeInStack(
  error: Error,
  place: string,
): { readonly file: string; readonly range: Mistake['range'] } | undefined {
  for (const [, path = ''] of (error.stack ?? '').matchAll(
    /(?:file:\/\/)?(\/[^\s():]+):\d+:\d+/g,
  )) {
    const isWithin = path === place || path.startsWith(`${place}/`);
    if (!isWithin || path.includes('/node_modules/') || !existsSync(path)) continue;
    return { file: path, range: placeOf(error, path) };
  }
  return undefined;
}

/** Relative to the root, with `/`. */
export function shownPath(file: string, root: string): string {
  return relative(root, file).split(sep).join('/');
}

/** Where an error names a place in a file: as a parser's message or a stack does, `FILE:LINE:COLUMN`. */
export function placeOf(error: unknown, file: string): Mistake['range'] {
  if (!(error instanceof Error)) return undefined;
  for (const rest of `${error.message}\n${error.stack ?? ''}`.split(file).slice(1)) {
    const [, line, column] = /^:(\d+):(\d+)/.exec(rest) ?? [];
    if (line === undefined) continue;
    const lines = readFileSync(file, 'utf8').split('\n');
    const before = lines.slice(0, Number(line) - 1).join('\n').length;
    const start = Number(line) === 1 ? 0 : before + 1;
    const within = Math.min(Number(column) - 1, lines[Number(line) - 1]?.length ?? 0);
    return { start: start + within, end: start + within };
  }
  return undefined;
}
