import type { Text } from 'mdast';
import type { Point } from '../model/source.ts';

/** How the characters of a text node were written. Indexes are those of its value. */
export interface Written {
  /** Whether all characters between two indexes stand there as themselves: no escape, no `&amp;`. */
  isPlain(start: number, end: number): boolean;
  /** Where a character was written, or the end of the node. */
  pointAt(index: number): Point;
}

/**
 * Lays a text node beside its source, so that what an author has escaped can be told from what was
 * meant as syntax. What cannot be laid so counts as escaped: a plugin's text above all.
 */
export function writtenText(node: Text, source: string): Written {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return unknown;
  const from = start.offset;
  const slice = source.slice(from, end.offset);
  const first: Point = { line: start.line, column: start.column, offset: from };
  if (slice === node.value) {
    return { isPlain: () => true, pointAt: walker(source, first, (index) => from + index) };
  }
  const aligned = align(node.value, slice);
  if (aligned === undefined) return { isPlain: () => false, pointAt: () => first };
  const { offsets } = aligned;
  const escaped = new Set(aligned.escaped);
  return {
    isPlain: (one, other) => {
      if (escaped.size > 0)
        for (let at = one; at < other; at += 1) if (escaped.has(at)) return false;
      return true;
    },
    pointAt: walker(source, first, (index) => from + (offsets[index] ?? slice.length)),
  };
}

const unknown: Written = {
  isPlain: () => false,
  pointAt: () => ({ line: 1, column: 1, offset: 0 }),
};

/** Points in rising order cost one walk over the text together. */
function walker(source: string, first: Point, offsetOf: (index: number) => number) {
  let last = first;
  return (index: number): Point => {
    const offset = offsetOf(index);
    let { line, column, offset: at } = offset < last.offset ? first : last;
    for (; at < offset; at += 1) {
      if (source[at] === '\n') {
        line += 1;
        column = 1;
      } else column += 1;
    }
    last = { line, column, offset };
    return last;
  };
}

interface Aligned {
  /** Where each character of the value was written, relative to the slice. */
  readonly offsets: readonly number[];
  /** Those that were written as an escape or a character reference. */
  readonly escaped: readonly number[];
}

function align(value: string, slice: string): Aligned | undefined {
  const offsets: number[] = [];
  const escaped: number[] = [];
  let at = 0;
  for (let index = 0; index < value.length; index += 1) {
    const wanted = value.charAt(index);
    at = reached(slice, at, wanted);
    if (at === -1) return undefined;
    offsets.push(at);
    const next = slice.charAt(at + 1);
    if (slice[at] === '\\' && wanted === next && punctuation.test(next)) {
      escaped.push(index);
      at += 2;
      continue;
    }
    reference.lastIndex = at;
    const [written] = (slice[at] === '&' && reference.exec(slice)) || [];
    if (written === undefined) {
      at += 1;
      continue;
    }
    escaped.push(index);
    at += written.length;
    // Beyond 16 bits a reference makes two units.
    if (/[\uD800-\uDBFF]/.test(wanted)) {
      index += 1;
      escaped.push(index);
      offsets.push(at);
    }
  }
  return { offsets, escaped };
}

const punctuation = /[!-/:-@[-`{-~]/;
const reference = /&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/y;

/** The next place that may have made a character; spaces and marks of quotes around line ends are passed. */
function reached(slice: string, from: number, wanted: string): number {
  for (let at = from; at < slice.length; at += 1) {
    const character = slice[at];
    if (character === wanted) return at;
    if (character === '&' || (character === '\\' && slice[at + 1] === wanted)) return at;
    if (character !== ' ' && character !== '\t' && character !== '\r' && character !== '>')
      return -1;
  }
  return -1;
}
