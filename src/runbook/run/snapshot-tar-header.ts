import { ArchiveError } from './snapshot-bytes.ts';

/** What the 512 bytes before an entry say; names are bytes, as `latin1` text. */
export interface TarHeader {
  readonly path: string;
  /** One character; POSIX's `0` to `7`, its `x` and `g`, and GNU's `L`, `K` and `S`. */
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Of a link. */
  readonly target: string;
  /** Of a device: `major:minor`. */
  readonly device: string;
  /** The header itself, for what only some types have. */
  readonly block: Buffer;
}

export const blockBytes = 512;

/**
 * The header in a block (POSIX 1003.1 "ustar Interchange Format", and GNU tar's `tar.h`); `undefined`
 * for the zeros that end an archive.
 * @throws ArchiveError
 */
export function readHeader(block: Buffer): TarHeader | undefined {
  const sum = block.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (sum === 8 * 0x20 && block[148] === 0) return undefined;
  if (sum !== numberAt(block, 148, 8)) throw new ArchiveError('a header has a wrong checksum');
  const isPosix = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isPosix ? textAt(block, 345, 155) : '';
  const name = textAt(block, 0, 100);
  const type = String.fromCharCode(block[156] ?? 0);
  const isDevice = type === '3' || type === '4';
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    type: type === '\0' || type === '7' ? '0' : type,
    mode: numberAt(block, 100, 8) & 0o7777,
    uid: numberAt(block, 108, 8),
    gid: numberAt(block, 116, 8),
    size: numberAt(block, 124, 12),
    target: textAt(block, 157, 100),
    block: Buffer.from(block),
    device: isDevice ? `${numberAt(block, 329, 8)}:${numberAt(block, 337, 8)}` : '',
  };
}

function textAt(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('latin1', 0, end === -1 ? length : end);
}

/** Octal digits, or GNU's base 256 with the first bit set. */
export function numberAt(block: Buffer, start: number, length: number): number {
  const first = block[start] ?? 0;
  if (first & 0x80) {
    const field = Buffer.from(block.subarray(start, start + length));
    field[0] = first & 0x7f;
    return natural(Number(BigInt(`0x${field.toString('hex')}`)));
  }
  const digits = textAt(block, start, length).trim();
  if (!/^[0-7]*$/.test(digits)) throw new ArchiveError('a number in a header is none');
  return natural(digits === '' ? 0 : Number.parseInt(digits, 8));
}

export function natural(value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new ArchiveError('a number in a header is out of range');
}

/** What a pax record (`x`) says of the entry behind it, instead of its own header. */
export type PaxFields = Readonly<
  Partial<Pick<TarHeader, 'path' | 'target' | 'size' | 'uid' | 'gid'>>
>;

/** The records of a pax header: `LENGTH KEY=VALUE\n`, the length that of the whole record. */
export function readPax(content: Buffer): PaxFields {
  const fields: { -readonly [Key in keyof PaxFields]: PaxFields[Key] } = {};
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = Number(content.toString('latin1', at, space));
    const end = at + length;
    if (space === -1 || !(length > space - at) || end > content.length) {
      throw new ArchiveError('a pax header cannot be read');
    }
    const record = content.toString('latin1', space + 1, end - 1);
    const equals = record.indexOf('=');
    const value = record.slice(equals + 1);
    const key = record.slice(0, equals);
    if (key === 'path') fields.path = value;
    else if (key === 'linkpath') fields.target = value;
    else if (key === 'size' || key === 'uid' || key === 'gid') fields[key] = natural(Number(value));
    else if (key.startsWith('GNU.sparse.')) throw new ArchiveError('it has a sparse file in pax');
    at = end;
  }
  return fields;
}
