import { leftOut, type Reading } from './mask-view.ts';

/**
 * How many bytes at a place are a gap: white space, a control character, or one of Unicode's spaces
 * and marks of no width. 0: none.
 */
export function gapAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0x41;
  if (first <= 0x20 || first === 0x7f) return 1;
  if (first < 0xc2) return 0;
  const second = bytes[at + 1] ?? 0;
  // U+0080 to U+00A0.
  if (first === 0xc2) return second >= 0x80 && second <= 0xa0 ? 2 : 0;
  const third = bytes[at + 2] ?? 0;
  if (first === 0xe2 && second === 0x80) {
    // U+2000 to U+200F, U+2028 to U+202F.
    return (third >= 0x80 && third <= 0x8f) || (third >= 0xa8 && third <= 0xaf) ? 3 : 0;
  }
  if (first === 0xe2 && second === 0x81) return third === 0x9f || third === 0xa0 ? 3 : 0;
  if (first === 0xe3 && second === 0x80) return third === 0x80 ? 3 : 0;
  return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
}

export function readGap(bytes: Buffer, at: number): Reading | undefined {
  const length = gapAt(bytes, at);
  return length === 0 ? undefined : leftOut(length);
}

const escapeByte = 0x1b;

/** A control sequence of a terminal (ECMA-48: `ESC [`, or another escape of two or three bytes). */
export function readControlSequence(bytes: Buffer, at: number): Reading | undefined {
  if (bytes[at] !== escapeByte) return readGap(bytes, at);
  let end = at + 1;
  if (bytes[end] === 0x5b) {
    end += 1;
    while (isBetween(bytes[end], 0x20, 0x3f)) end += 1;
  } else while (isBetween(bytes[end], 0x20, 0x2f)) end += 1;
  return leftOut((isBetween(bytes[end], 0x30, 0x7e) ? end + 1 : end) - at);
}

/**
 * Also what is told to the terminal as text, such as a title or the address of a link: `ESC ]`, `ESC P`,
 * `ESC X`, `ESC ^` and `ESC _` up to BEL or `ESC \`. For one reading from the first byte to the last.
 */
export function controlStringReader(): (bytes: Buffer, at: number) => Reading | undefined {
  const bell = finder(Buffer.from([0x07]));
  const stringEnd = finder(Buffer.from([escapeByte, 0x5c]));
  return (bytes, at) => {
    if (bytes[at] !== escapeByte || !openers.includes(bytes[at + 1] ?? 0)) {
      return readControlSequence(bytes, at);
    }
    const end = Math.min(bell(bytes, at + 2), stringEnd(bytes, at + 2));
    return end === Number.POSITIVE_INFINITY ? readControlSequence(bytes, at) : leftOut(end - at);
  };
}

/** Finds the end of the next occurrence, each only once for places that only go on. */
function finder(what: Buffer): (bytes: Buffer, from: number) => number {
  let found = -1;
  return (bytes, from) => {
    if (found >= from + what.length) return found;
    const at = bytes.indexOf(what, from);
    found = at === -1 ? Number.POSITIVE_INFINITY : at + what.length;
    return found;
  };
}

const openers = Buffer.from(']PX^_');
function isBetween(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high;
}
