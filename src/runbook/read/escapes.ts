const simple: Readonly<Record<string, number>> = {
  '"': 34,
  "'": 39,
  a: 7,
  b: 8,
  e: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
};

export type Unescaped =
  | { readonly bytes: Buffer }
  /** The escape that is none, as written. */
  | { readonly unknown: string };

/** The bytes of a line with `\t \n \r \a \b \e \f \v \\`, `\xNN` and octal `\NNN` (one byte) and `\uNNNN`. */
export function readEscapes(text: string): Unescaped {
  const pieces: Buffer[] = [];
  let at = 0;
  for (let next = text.indexOf('\\'); next !== -1; next = text.indexOf('\\', at)) {
    pieces.push(Buffer.from(text.slice(at, next)));
    const [written, ...groups] =
      /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|(.?))/s.exec(
        text.slice(next, next + 6),
      ) ?? ['\\'];
    const [byte, unit, octal, letter] = groups;
    if (byte !== undefined) pieces.push(Buffer.from([Number.parseInt(byte, 16)]));
    else if (octal !== undefined) pieces.push(Buffer.from([Number.parseInt(octal, 8)]));
    else if (unit !== undefined) {
      pieces.push(Buffer.from(String.fromCharCode(Number.parseInt(unit, 16))));
    } else if (letter !== undefined && Object.hasOwn(simple, letter)) {
      pieces.push(Buffer.from([simple[letter] ?? 0]));
    } else return { unknown: written };
    at = next + written.length;
  }
  pieces.push(Buffer.from(text.slice(at)));
  return { bytes: Buffer.concat(pieces) };
}
