/** An archive that is not what it should be, or is larger than is read. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  /** The stream ended before the archive did. */
  readonly isCutOff: boolean;
  constructor(message: string, isCutOff = false) {
    super(message);
    this.isCutOff = isCutOff;
  }
}

/** Reads a stream by the byte, holding no more of it than one piece and what is asked for at once. */
export interface ByteSource {
  /** Exactly so many bytes. @throws ArchiveError where the stream ends before. */
  take(count: number): Promise<Buffer>;
  /** The next bytes, piece by piece. @throws ArchiveError where the stream ends before. */
  each(count: number, use: (piece: Buffer) => void): Promise<void>;
  /** Reads to the end and forgets it. */
  drain(): Promise<void>;
}

/** `most`: more bytes than this are not read. */
export function byteSource(stream: AsyncIterable<Uint8Array>, most: number): ByteSource {
  const pieces = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  let read = 0;

  const more = async (): Promise<boolean> => {
    const next = await pieces.next();
    if (next.done) return false;
    read += next.value.length;
    if (read > most) throw new ArchiveError(`it is larger than ${Math.round(most / 2 ** 20)} MiB`);
    rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    return true;
  };
  const each = async (count: number, use: (piece: Buffer) => void): Promise<void> => {
    let left = count;
    while (left > 0) {
      if (rest.length === 0 && !(await more())) {
        throw new ArchiveError('it ends in the middle', true);
      }
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      if (piece.length > 0) use(piece);
    }
  };
  return {
    each,
    async take(count) {
      const taken: Buffer[] = [];
      await each(count, (piece) => taken.push(piece));
      return taken.length === 1 && taken[0] !== undefined ? taken[0] : Buffer.concat(taken);
    },
    async drain() {
      while (await more());
      rest = Buffer.alloc(0);
    },
  };
}
