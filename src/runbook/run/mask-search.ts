import type { Pattern } from './mask-patterns.ts';
import type { View } from './mask-view.ts';

/** A stretch of bytes, up to and without `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** So much of a value's beginning is masked at the end of an output that was cut off. */
const shortestBeginning = 3;
/** `\u00e9`. */
const longestEscape = 6;

export interface SearchOptions {
  readonly patterns: readonly Pattern[];
  /** What the view is a reading of. */
  readonly original: Uint8Array;
  /** Its end may be the beginning of more. */
  readonly isUnfinished: boolean;
}

/** Where patterns are in a view, as stretches of the original; those of one pattern in order. */
export function foundIn(view: View, options: SearchOptions): readonly Range[] {
  const lower = lowerCase(view.bytes);
  return options.patterns.flatMap((pattern) => {
    if (pattern.escaped && !view.isEscaped) return [];
    const bytes = pattern.anyCase ? lower : view.bytes;
    const found: Range[] = [];
    for (const at of placesIn(bytes, pattern.bytes)) {
      const range = widened(bytes, pattern, { start: at, end: at + pattern.bytes.length });
      const taken = takenByEscape(view.starts[at] ?? 0, pattern, options.original);
      if (taken !== undefined) add(found, stretchOf(view, range, taken));
    }
    const isBeginning = options.isUnfinished && pattern.afterEscape === undefined;
    const begun = isBeginning ? beginningAtEnd(bytes, pattern.bytes) : 0;
    const beginning = { start: bytes.length - begun, end: bytes.length };
    if (begun > 0) add(found, stretchOf(view, beginning, 0));
    return found;
  });
}

/**
 * How many bytes before a place belong to the value, too: those that a stray `%` or backslash before
 * them makes look like an escape. `undefined`: the pattern wants some, and they are not there.
 */
function takenByEscape(
  start: number,
  { afterEscape: taken }: Pattern,
  original: Uint8Array,
): number | undefined {
  if (taken === undefined) return 0;
  const from = start - taken.length;
  const isThere = from > 0 && Buffer.from(original.subarray(from, start)).equals(taken);
  const before = original.subarray(Math.max(0, from - longestEscape), Math.max(0, from));
  return isThere && (before.includes(0x25) || before.includes(0x5c)) ? taken.length : undefined;
}

function stretchOf(view: View, { start, end }: Range, taken: number): Range {
  return { start: (view.starts[start] ?? 0) - taken, end: view.ends[end - 1] ?? 0 };
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

/** The characters of base64 that hold some bits of a value are masked with it, and its padding. */
function widened(bytes: Buffer, { shares }: Pattern, { start, end }: Range): Range {
  if (shares === undefined) return { start, end };
  const isShared = shares.behind && isBase64(bytes[end]);
  let behind = isShared ? end + 1 : end;
  while (bytes[behind] === equalsSign && behind < end + 3) behind += 1;
  return { start: shares.before && isBase64(bytes[start - 1]) ? start - 1 : start, end: behind };
}

const equalsSign = 0x3d;

function isBase64(byte: number | undefined): boolean {
  return byte !== undefined && /[A-Za-z0-9+/_-]/.test(String.fromCharCode(byte));
}

function lowerCase(bytes: Buffer): Buffer {
  return Buffer.from(
    bytes.toString('latin1').replace(/[A-Z]+/g, (run) => run.toLowerCase()),
    'latin1',
  );
}

/** Adds a stretch; where it overlaps the last the two become one. */
function add(found: Range[], range: Range): void {
  const last = found.at(-1);
  if (last !== undefined && range.start <= last.end) {
    found[found.length - 1] = {
      start: Math.min(last.start, range.start),
      end: Math.max(last.end, range.end),
    };
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
