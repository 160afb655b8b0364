import type { Point, SourceFile, SourcePiece, Span } from './source.ts';

/** A place in a file that lies on the disk. */
export interface Located {
  readonly source: SourceFile;
  readonly span: Span;
}

/**
 * Where a stretch of a text stands, if that was put together of several files. A stretch that goes on in
 * another file ends where the first one does.
 */
export function located(source: SourceFile, span: Span): Located {
  const { pieces } = source;
  const [first] = pieces ?? [];
  if (pieces === undefined || first === undefined) return { source, span };
  const { start, end } = span;
  const at = pieceAt(pieces, start.offset);
  const last = pieceAt(pieces, Math.max(start.offset, end.offset - 1));
  const { from } = pieces[at] ?? first;
  const begin = placeIn(pieces, at, start.offset);
  const same = (pieces[last] ?? first).from.path === from.path ? last : at;
  const stop = Math.max(begin, endIn(source, pieces, same, end.offset));
  const pointAt = pointsIn(from);
  return { source: from, span: { start: pointAt(begin), end: pointAt(stop) } };
}

/** The file that a place of a text is from. */
export function fileAt(source: SourceFile, offset: number): string {
  const { pieces = [], path } = source;
  return pieces[pieceAt(pieces, offset)]?.from.path ?? path;
}

/** Where the lines of files begin. */
const lineStarts = new WeakMap<SourceFile, readonly number[]>();

/** Points of a file, for who asks for many. */
export function pointsIn(source: SourceFile): (offset: number) => Point {
  const starts = lineStarts.get(source) ?? startsOf(source.text);
  lineStarts.set(source, starts);
  return (offset) => {
    const line = lastUpTo(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1, offset };
  };
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The files that a text was put together of. */
export function filesOf(source: SourceFile): readonly string[] {
  return [...new Set([source.path, ...(source.pieces ?? []).map(({ from }) => from.path)])];
}

/** The file itself, of a text that may have been put together of it and others. */
export function ownSource(source: SourceFile): SourceFile {
  return source.pieces?.find(({ from }) => from.path === source.path)?.from ?? source;
}

/** Where a stretch stands in the file itself; undefined where it is of another, or of none. */
export function ownStretch(
  source: SourceFile,
  { start, end }: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } | undefined {
  const { pieces } = source;
  if (pieces === undefined) return { start, end };
  // What is put in between two pieces may be put behind the first one.
  const at = pieceAt(pieces, start === end ? Math.max(0, start - 1) : start);
  const piece = pieces[at];
  const stop = pieces[at + 1]?.start ?? source.text.length;
  if (piece?.from.path !== source.path || piece.end !== undefined || end > stop) return undefined;
  const shift = piece.offset - piece.start;
  return { start: start + shift, end: end + shift };
}

/** The last piece that begins at an offset or before it. */
export function pieceAt(pieces: readonly SourcePiece[], offset: number): number {
  return lastWhere(pieces.length, (index) => (pieces[index]?.start ?? 0) <= offset);
}

function lastUpTo(numbers: readonly number[], most: number): number {
  return lastWhere(numbers.length, (index) => (numbers[index] ?? 0) <= most);
}

/** The last index for which something holds that holds for all before it; 0 for none. */
function lastWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function placeIn(pieces: readonly SourcePiece[], index: number, offset: number): number {
  const piece = pieces[index];
  if (piece === undefined) return 0;
  return piece.end === undefined ? piece.offset + offset - piece.start : piece.offset;
}

function endIn(
  source: SourceFile,
  pieces: readonly SourcePiece[],
  index: number,
  offset: number,
): number {
  const piece = pieces[index];
  if (piece === undefined) return 0;
  if (piece.end !== undefined) return piece.end;
  const stop = Math.min(offset, pieces[index + 1]?.start ?? source.text.length);
  return piece.offset + stop - piece.start;
}
