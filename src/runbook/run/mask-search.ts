import type { Pattern } from './mask-patterns.ts';
import type { View } from './mask-view.ts';

/** A stretch of bytes, up to and without `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** So much of a value's beginning is masked at the end of an output that was cut off. */
const shortestBeginning = 3;

/** Where patterns are in a view, as stretches of the original; those of one pattern in order. */
export function foundIn(
  view: View,
  patterns: readonly Pattern[],
  isUnfinished: boolean,
): readonly Range[] {
  const lower = patterns.some(({ anyCase }) => anyCase) ? lowerCase(view.bytes) : view.bytes;
  return patterns.flatMap((pattern) => {
    const bytes = pattern.anyCase ? lower : view.bytes;
    const found: Range[] = [];
    for (const at of placesIn(bytes, pattern.bytes)) {
      add(found, view, widened(bytes, pattern, { start: at, end: at + pattern.bytes.length }));
    }
    const begun = isUnfinished ? beginningAtEnd(bytes, pattern.bytes) : 0;
    if (begun > 0) add(found, view, { start: bytes.length - begun, end: bytes.length });
    return found;
  });
}

/** Every place where the pattern begins, also those in another of its occurrences. Linear (KMP). */
function* placesIn(bytes: Buffer, pattern: Buffer): Generator<number> {
  // Most outputs have none at all, which this tells far faster.
  const first = bytes.indexOf(pattern);
  if (first === -1) return;
  const fallback = borders(pattern);
  let matched = 0;
  for (let at = first; at < bytes.length; at += 1) {
    while (matched > 0 && bytes[at] !== pattern[matched]) matched = fallback[matched - 1] ?? 0;
    if (bytes[at] === pattern[matched]) matched += 1;
    if (matched === pattern.length) {
      yield at + 1 - matched;
      matched = fallback[matched - 1] ?? 0;
    }
  }
}

/** Of each beginning of the pattern, how long the longest end of it is that it also begins with. */
function borders(pattern: Buffer): Uint32Array {
  const found = new Uint32Array(pattern.length);
  let matched = 0;
  for (let at = 1; at < pattern.length; at += 1) {
    while (matched > 0 && pattern[at] !== pattern[matched]) matched = found[matched - 1] ?? 0;
    if (pattern[at] === pattern[matched]) matched += 1;
    found[at] = matched;
  }
  return found;
}

/** How much of the pattern's beginning the bytes end with; 0 where it is next to nothing. */
function beginningAtEnd(bytes: Buffer, pattern: Buffer): number {
  const tail = bytes.subarray(-(pattern.length - 1));
  const fallback = borders(pattern);
  let matched = 0;
  for (const byte of tail) {
    while (matched > 0 && byte !== pattern[matched]) matched = fallback[matched - 1] ?? 0;
    if (byte === pattern[matched]) matched += 1;
  }
  return matched >= shortestBeginning ? matched : 0;
}

/** The characters of base64 beside a value hold the rest of its bits. */
function widened(bytes: Buffer, pattern: Pattern, range: Range): Range {
  if (!pattern.base64) return range;
  return {
    start: isBase64(bytes[range.start - 1]) ? range.start - 1 : range.start,
    end: isBase64(bytes[range.end]) ? range.end + 1 : range.end,
  };
}

function isBase64(byte: number | undefined): boolean {
  return byte !== undefined && /[A-Za-z0-9+/_-]/.test(String.fromCharCode(byte));
}

function lowerCase(bytes: Buffer): Buffer {
  return Buffer.from(
    bytes.toString('latin1').replace(/[A-Z]+/g, (run) => run.toLowerCase()),
    'latin1',
  );
}

/** Adds a stretch of a view; of one that overlaps the last the two become one. */
function add(found: Range[], view: View, { start, end }: Range): void {
  const range = { start: view.starts[start] ?? 0, end: view.ends[end - 1] ?? 0 };
  const last = found.at(-1);
  if (last !== undefined && range.start <= last.end) {
    found[found.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  } else found.push(range);
}

export function mergedRanges(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || range.start > last.end) merged.push(range);
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return merged;
}
