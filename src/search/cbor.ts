/**
 * As much of CBOR (RFC 8949) as Pagefind's own files have in them: numbers, texts and lists, all of
 * known length. A list knows where its items stand, so that they can be put in another order as they are.
 */
export type Item =
  | { readonly kind: 'number'; readonly start: number; readonly end: number }
  | { readonly kind: 'text'; readonly start: number; readonly end: number; readonly text: string }
  | {
      readonly kind: 'list';
      readonly start: number;
      readonly end: number;
      readonly items: readonly Item[];
    };

/** The one item that the bytes hold from an offset to their end; undefined for anything else. */
export function readItem(bytes: Buffer, offset = 0): Item | undefined {
  try {
    const item = itemAt(bytes, offset, 0);
    return item?.end === bytes.length ? item : undefined;
  } catch {
    // It ends before it is whole.
    return undefined;
  }
}

const deepest = 16;

function itemAt(bytes: Buffer, start: number, depth: number): Item | undefined {
  const head = headAt(bytes, start);
  if (head === undefined || depth > deepest) return undefined;
  const { major, value, end } = head;
  if (major === 0) return { kind: 'number', start, end };
  if (major === 3) {
    const last = end + value;
    if (last > bytes.length) return undefined;
    return { kind: 'text', start, end: last, text: bytes.toString('utf8', end, last) };
  }
  if (major !== 4) return undefined;
  const items: Item[] = [];
  let at = end;
  for (let count = 0; count < value; count += 1) {
    const item = itemAt(bytes, at, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    at = item.end;
  }
  return { kind: 'list', start, end: at, items };
}

function headAt(
  bytes: Buffer,
  at: number,
): { readonly major: number; readonly value: number; readonly end: number } | undefined {
  const first = bytes.readUInt8(at);
  const major = first >> 5;
  const short = first & 31;
  if (short < 24) return { major, value: short, end: at + 1 };
  const width = [1, 2, 4][short - 24];
  if (width === undefined) return undefined;
  return { major, value: bytes.readUIntBE(at + 1, width), end: at + 1 + width };
}

export function textItem(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([head(3, bytes.length), bytes]);
}

export function listItem(items: readonly Uint8Array[]): Buffer {
  return Buffer.concat([head(4, items.length), ...items]);
}

function head(major: number, value: number): Buffer {
  const first = major << 5;
  if (value < 24) return Buffer.from([first | value]);
  if (value < 0x100) return Buffer.from([first | 24, value]);
  if (value < 0x10000) return Buffer.from([first | 25, value >> 8, value & 255]);
  const long = Buffer.alloc(5);
  long.writeUInt8(first | 26, 0);
  long.writeUInt32BE(value, 1);
  return long;
}
