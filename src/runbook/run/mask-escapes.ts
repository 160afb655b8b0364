import { gapAt } from './mask-gaps.ts';
import { leftOut, type Reading } from './mask-view.ts';

export type Reader = (bytes: Buffer, at: number) => Reading | undefined;

const percent = 0x25;
const backslash = 0x5c;

/** `%2F`. */
const readPercent: Reader = (bytes, at) => {
  if (bytes[at] !== percent) return undefined;
  const byte = hexAt(bytes, at + 1, 2);
  return byte === undefined ? undefined : meant(3, Buffer.from([byte]));
};

/**
 * The escapes of JSON, of many languages and of shells. Which of several backslashes escapes what
 * depends on where one begins to read, so every backslash is left out, here and in what is looked for;
 * `\u00e9` and `\xe9` are what they mean.
 */
export const readBackslash: Reader = (bytes, at) => {
  if (bytes[at] !== backslash) return undefined;
  if (bytes[at + 1] === 0x78) {
    const byte = hexAt(bytes, at + 2, 2);
    if (byte !== undefined) return unquoted(4, Buffer.from([byte]));
  }
  const unit = bytes[at + 1] === 0x75 ? hexAt(bytes, at + 2, 4) : undefined;
  if (unit === undefined) return leftOut(1);
  const isPair = bytes[at + 6] === backslash && bytes[at + 7] === 0x75;
  const low = isPair ? hexAt(bytes, at + 8, 4) : undefined;
  const isSurrogates = unit >> 10 === 0x36 && low !== undefined && low >> 10 === 0x37;
  return isSurrogates
    ? unquoted(12, Buffer.from(String.fromCharCode(unit, low)))
    : unquoted(6, Buffer.from(String.fromCharCode(unit)));
};

/** The ways in which a text may be written where some characters cannot stand. */
export const escapeReaders: readonly Reader[] = [readPercent, readBackslash];

function meant(length: number, means: Uint8Array): Reading {
  return gapAt(means, 0) === means.length ? leftOut(length) : { length, means };
}

function unquoted(length: number, means: Uint8Array): Reading {
  return means[0] === backslash ? leftOut(length) : meant(length, means);
}

function hexAt(bytes: Buffer, at: number, digits: number): number | undefined {
  const text = bytes.toString('latin1', at, at + digits);
  return text.length === digits && /^[0-9a-f]+$/i.test(text)
    ? Number.parseInt(text, 16)
    : undefined;
}
