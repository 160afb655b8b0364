import { relative, resolve } from 'node:path';
import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import { harmless, harmlessLines } from './harmless.ts';
import {
  blue,
  bold,
  columnsOf,
  cyan,
  dim,
  green,
  joined,
  red,
  type SafeText,
  safe,
  yellow,
} from './safe-text.ts';

/** Where the files of diagnostics are, and from where a person sees them. */
export interface Whereabouts {
  readonly root: string;
  readonly cwd: string;
}

const paint: Record<Severity, (text: string) => SafeText> = {
  error: red,
  warning: yellow,
  info: blue,
};
const tab = '  ';

/**
 * The lines of one diagnostic: `file:line:column severity code  message`, the frame of the source,
 * the details and the hint.
 */
export function diagnosticLines(one: Diagnostic, where: Whereabouts): readonly SafeText[] {
  const [first = '', ...more] = harmlessLines(one.message);
  const place = one.file === undefined ? [] : [placeOf(one.file, one.span, where)];
  const head = safe`${paint[one.severity](one.severity)} ${dim(one.code)}  ${bold(first)}`;
  return [
    place.length === 0 ? head : safe`${cyan(place[0] ?? '')} ${head}`,
    ...more.map((line) => safe`  ${line}`),
    ...frameLines(one),
    ...(one.details ?? []).flatMap(harmlessLines).map((line) => safe`  ${difference(line)}`),
    ...(one.related ?? []).map(
      (other) => safe`  ${cyan(placeOf(other.file, other.span, where))} ${other.message}`,
    ),
    ...(one.hint === undefined ? [] : harmlessLines(`hint: ${one.hint}`)).map(
      (line) =>
        safe`  ${line.startsWith('hint:') ? safe`${green('hint:')}${line.slice(5)}` : line}`,
    ),
  ];
}

/** Lines of a unified diff in the colours that people know. */
function difference(line: string): SafeText | string {
  if (/^-(?!--)/.test(line)) return red(line);
  if (/^\+(?!\+\+)/.test(line)) return green(line);
  return /^@@ /.test(line) ? cyan(line) : line;
}

function placeOf(file: string, span: Diagnostic['span'], where: Whereabouts): string {
  const shown = pathFrom(file, where);
  return span === undefined ? shown : `${shown}:${span.start.line}:${span.start.column}`;
}

/** A path of the site as one that a terminal opens from where the person stands. */
export function pathFrom(file: string, where: Whereabouts): string {
  if (file.startsWith('<')) return file;
  return relative(where.cwd, resolve(where.root, file)) || '.';
}

function frameLines({ frame, span }: Diagnostic): readonly SafeText[] {
  if (frame === undefined || span === undefined) return [];
  const { start, end } = span;
  const last = end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
  const width = String(frame.first + frame.lines.length - 1).length;
  return frame.lines.flatMap((line, index) => {
    const number = frame.first + index;
    const inside = number >= start.line && number <= last;
    const margin = String(number).padStart(width);
    const text = harmless(line).replaceAll('\t', tab);
    const row = inside
      ? safe`${red('▶')} ${margin} ${dim('│')} ${text}`
      : safe`  ${dim(`${margin} │`)} ${text}`;
    const mark = inside && start.line === end.line ? underline(line, start.column, end.column) : '';
    return mark === '' ? [row] : [row, safe`  ${' '.repeat(width)} ${dim('│')} ${red(mark)}`];
  });
}

/** `^` for a point, `~~~` for a stretch, below the characters meant; '' where that says nothing. */
function underline(line: string, startColumn: number, endColumn: number): string {
  const from = startColumn - 1;
  const to = Math.min(endColumn - 1, line.length);
  if (from > line.length) return '';
  const whole = line.slice(0, from).trim() === '' && line.slice(to).trim() === '';
  if (whole && to > from) return '';
  const columns = (text: string) => columnsOf(harmless(text).replaceAll('\t', tab));
  const length = columns(line.slice(from, to));
  return ' '.repeat(columns(line.slice(0, from))) + (length < 2 ? '^' : '~'.repeat(length));
}

const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** By file, then by place; what has no file comes first. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const by = (text: string, other: string) => (text < other ? -1 : text > other ? 1 : 0);
  return diagnostics.toSorted(
    (a, b) =>
      by(a.file ?? '', b.file ?? '') ||
      (a.span?.start.offset ?? -1) - (b.span?.start.offset ?? -1) ||
      ranks[a.severity] - ranks[b.severity] ||
      by(a.code, b.code),
  );
}

/** `2 errors, 1 warning in 2 files`; undefined for none. */
export function summary(diagnostics: readonly Diagnostic[]): SafeText | undefined {
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const found = diagnostics.filter((one) => one.severity === severity).length;
    const word = severity === 'info' ? 'note' : severity;
    return found === 0 ? [] : [paint[severity](counted(found, word))];
  });
  if (counts.length === 0) return undefined;
  const files = new Set(diagnostics.flatMap((one) => one.file ?? [])).size;
  return safe`${joined(counts, ', ')}${files === 0 ? '' : ` in ${counted(files, 'file')}`}`;
}

export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
