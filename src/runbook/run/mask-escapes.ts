import { gapAt } from './mask-gaps.ts';
import { leftOut, type Reading } from './mask-view.ts';

type Reader = (bytes: Buffer, at: number) => Reading | undefined;

const percent = 0x25;
const backslash = 0x5c;

/** `%2F`. */
const readPercent: Reader = (bytes, at) => {
  if (bytes[at] !== percent) return undefined;
  const byte = hexAt(bytes, at + 1, 2);
  return byte === undefined ? undefined : meant(3, Buffer.from([byte]));
};

/** The escapes of JSON, JavaScript and Python: `\"`, `\/`, `\n`, `\u00e9`, `\xe9`. */
const readBackslash: Reader = (bytes, at) => {
  if (bytes[at] !== backslash || at + 1 === bytes.length) return undefined;
  const kind = String.fromCharCode(bytes[at + 1] ?? 0);
  if (/[abfnrtv0]/.test(kind)) return leftOut(2);
  if (kind === 'x') {
    const code = hexAt(bytes, at + 2, 2);
    return code === undefined ? undefined : meant(4, Buffer.from([code]));
  }
  if (kind !== 'u') return meant(2, bytes.subarray(at + 1, at + 2));
  const unit = hexAt(bytes, at + 2, 4);
  if (unit === undefined) return undefined;
  const isPair = bytes[at + 6] === backslash && bytes[at + 7] === 0x75;
  const low = isPair ? hexAt(bytes, at + 8, 4) : undefined;
  const isSurrogates = unit >> 10 === 0x36 && low !== undefined && low >> 10 === 0x37;
  return isSurrogates
    ? meant(12, Buffer.from(String.fromCharCode(unit, low)))
    : meant(6, Buffer.from(String.fromCharCode(unit)));
};

/** The quoting of a shell: a backslash stands before any character. */
const readQuoted: Reader = (bytes, at) =>
  bytes[at] === backslash && at + 1 < bytes.length
    ? meant(2, bytes.subarray(at + 1, at + 2))
    : undefined;

/** The ways in which a text may be written where some characters are not. */
export const escapeReaders: readonly Reader[] = [readPercent, readBackslash, readQuoted];

function meant(length: number, means: Uint8Array): Reading {
  return gapAt(means, 0) === means.length ? leftOut(length) : { length, means };
}

function hexAt(bytes: Buffer, at: number, digits: number): number | undefined {
  const text = bytes.toString('latin1', at, at + digits);
  return text.length === digits && /^[0-9a-f]+$/i.test(text)
    ? Number.parseInt(text, 16)
    : undefined;
}
