import { ArchiveError, type ByteSource, byteSource } from './snapshot-bytes.ts';
import {
  blockBytes,
  numberAt,
  type PaxFields,
  readHeader,
  readPax,
  type TarHeader,
} from './snapshot-tar-header.ts';

/** Takes the content of a file as it comes; what is left out of a sparse file comes as a number. */
export interface ContentSink {
  data(bytes: Buffer): void;
  zeros(count: number): void;
}

export interface TarOptions {
  /** More bytes than this are not read. */
  readonly mostBytes: number;
  /** Called for each entry before its content; without a sink the content is passed over. */
  readonly onEntry: (header: TarHeader) => ContentSink | undefined;
}

/** Names and pax records; a path of Linux has at most 4096 bytes. */
const largestName = 2 ** 20;
const mostHoles = 2 ** 17;

/**
 * Reads an archive of `tar` from a stream that may be anything, with bounded memory: ustar, pax, and
 * GNU's long names and sparse files, which GNU tar and busybox write.
 *
 * tar-stream 3 would do, but brings native code for another runtime (8 MB in ten packages); tar-stream
 * 2 keeps a header of any length in memory, and neither reads GNU's sparse files.
 * @throws ArchiveError for what is no such archive, is cut off, or is too large
 */
export async function readTar(
  stream: AsyncIterable<Uint8Array>,
  { mostBytes, onEntry }: TarOptions,
): Promise<void> {
  const source = byteSource(stream, mostBytes);
  let before: PaxFields = {};
  for (;;) {
    const header = readHeader(await source.take(blockBytes));
    if (header === undefined) break;
    if (isAboutNext(header.type)) {
      before = { ...before, ...(await readAhead(source, header)) };
      continue;
    }
    const entry = { ...header, ...before };
    before = {};
    if (!/^[0-6S]$/.test(entry.type)) throw new ArchiveError('an entry has an unknown type');
    if (entry.type === 'S') await readSparse(source, entry, onEntry);
    else await readContent(source, entry, onEntry(entry));
  }
  await source.drain();
}

function isAboutNext(type: string): boolean {
  return type === 'L' || type === 'K' || type === 'x' || type === 'g';
}

async function readAhead(source: ByteSource, header: TarHeader): Promise<PaxFields> {
  if (header.size > largestName) throw new ArchiveError('a name is too long');
  const content = Buffer.from(await source.take(header.size));
  await skipPadding(source, header.size);
  if (header.type === 'g') return {};
  if (header.type === 'x') return readPax(content);
  const end = content.indexOf(0);
  const name = content.toString('latin1', 0, end === -1 ? content.length : end);
  return header.type === 'L' ? { path: name } : { target: name };
}

async function readContent(
  source: ByteSource,
  entry: TarHeader,
  sink: ContentSink | undefined,
): Promise<void> {
  // Of everything else a size means nothing, whatever is written there.
  if (entry.type !== '0') return;
  await source.each(entry.size, (piece) => sink?.data(piece));
  await skipPadding(source, entry.size);
}

interface Piece {
  readonly offset: number;
  readonly bytes: number;
}

/** GNU's sparse file: a map of its pieces in the header and in the blocks behind it, then the pieces. */
async function readSparse(
  source: ByteSource,
  entry: TarHeader,
  onEntry: TarOptions['onEntry'],
): Promise<void> {
  const { pieces, realSize } = await readMap(source, entry);
  const sink = onEntry({ ...entry, type: '0', size: realSize });
  let at = 0;
  for (const { offset, bytes } of pieces) {
    sink?.zeros(offset - at);
    await source.each(bytes, (piece) => sink?.data(piece));
    at = offset + bytes;
  }
  sink?.zeros(realSize - at);
  await skipPadding(source, entry.size);
}

async function readMap(
  source: ByteSource,
  entry: TarHeader,
): Promise<{ readonly pieces: readonly Piece[]; readonly realSize: number }> {
  const { block } = entry;
  const realSize = numberAt(block, 483, 12);
  const pieces = piecesAt(block, 386, 4);
  let isExtended = block[482] !== 0;
  while (isExtended) {
    if (pieces.length > mostHoles) throw new ArchiveError('a sparse file has too many holes');
    const more = Buffer.from(await source.take(blockBytes));
    pieces.push(...piecesAt(more, 0, 21));
    isExtended = more[504] !== 0;
  }
  let at = 0;
  for (const { offset, bytes } of pieces) {
    if (offset < at) throw new ArchiveError('the map of a sparse file cannot be read');
    at = offset + bytes;
  }
  const kept = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  if (at > realSize || kept !== entry.size) {
    throw new ArchiveError('the map of a sparse file cannot be read');
  }
  return { pieces, realSize };
}

function piecesAt(block: Buffer, start: number, count: number): Piece[] {
  return Array.from({ length: count }, (_, index) => ({
    offset: numberAt(block, start + index * 24, 12),
    bytes: numberAt(block, start + index * 24 + 12, 12),
  })).filter(({ offset, bytes }) => offset > 0 || bytes > 0);
}

async function skipPadding(source: ByteSource, size: number): Promise<void> {
  const over = size % blockBytes;
  if (over > 0) await source.each(blockBytes - over, () => {});
}
