import { existsSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
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

export interface ErrorPlace {
  readonly file: string;
  readonly range: Mistake['range'];
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
export function placeInStack(error: Error, place: string): ErrorPlace | undefined {
  for (const [, path = ''] of withPaths(error.stack ?? '').matchAll(
    /(?:^|[\s(])(\/[^\n]*?):\d+:\d+/g,
  )) {
    const isWithin = path === place || path.startsWith(`${place}/`);
    if (!isWithin || path.slice(place.length).includes('/node_modules/') || !existsSync(path))
      continue;
    return { file: path, range: placeOf(error, path) };
  }
  return undefined;
}

/** A stack in which modules that Node has imported itself are named by paths, too. */
function withPaths(stack: string): string {
  return stack.replace(/file:\/\/\S+?(?=:\d+:\d+)/g, (url) => {
    try {
      return fileURLToPath(url);
    } catch {
      return url;
    }
  });
}

/** Relative to the root, with `/`. */
export function shownPath(file: string, root: string): string {
  return relative(root, file).split(sep).join('/');
}

/**
 * Where an error names a place in a file, as `FILE:LINE:COLUMN`: a parser's message exactly, a stack by
 * its line, since its columns are those of what was made of the file.
 */
export function placeOf(error: unknown, file: string): Mistake['range'] {
  if (!(error instanceof Error)) return undefined;
  const inMessage = firstPlace(error.message, file);
  const [line, column] = inMessage ?? firstPlace(withPaths(error.stack ?? ''), file) ?? [];
  if (line === undefined || column === undefined) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const shown = lines[line - 1];
  if (shown === undefined) return undefined;
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  if (inMessage !== undefined) {
    const at = start + Math.min(column - 1, shown.length);
    return { start: at, end: at };
  }
  const indent = /^\s*/.exec(shown)?.[0].length ?? 0;
  return { start: start + indent, end: start + shown.trimEnd().length };
}

function firstPlace(text: string, file: string): readonly [number, number] | undefined {
  for (const rest of text.split(file).slice(1)) {
    const [, line, column] = /^:(\d+):(\d+)/.exec(rest) ?? [];
    if (line !== undefined) return [Number(line), Number(column)];
  }
  return undefined;
}

/** Where a module gives what is called `name`: its default export, or the one of that name. */
export function exportRange(file: string, name: string): Mistake['range'] {
  const text = readFileSync(file, 'utf8');
  const named = new RegExp(
    `^export (?:async )?(?:function\\*?|const|let|var|class) ${name}\\b`,
    'm',
  );
  const found =
    named.exec(text) ??
    new RegExp(`\\bas ${name}\\b`).exec(text) ??
    /^export default\b[^\n]*/m.exec(text) ??
    /^module\.exports\b/m.exec(text);
  if (found === null) return undefined;
  return { start: found.index, end: found.index + found[0].trimEnd().length };
}
