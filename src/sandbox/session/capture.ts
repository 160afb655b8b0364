import type { Readable } from 'node:stream';

/** What one block writes to one output stream: up to a limit, until its pipe has come to an end. */
export interface Capture {
  /** Begins a block. Nothing of what came before it is kept. */
  begin(): void;
  /** Settles with true once the pipe has ended this often since `begin`; false: not in time. */
  ended(times: number, limitMs: number): Promise<boolean>;
  /** What came before the pipe's nth end, or everything so far; at most `limit` bytes. */
  bytes(times?: number): Buffer;
  readonly overflowed: boolean;
  /** From now on everything is read and nothing kept. */
  drop(): void;
}

/**
 * Reads a stream to its end, whatever happens, so that nobody who writes to it is held up.
 */
export function capture(options: {
  readonly stream: Readable;
  readonly mark: string;
  readonly limit: number;
  readonly onOverflow: () => void;
}): Capture {
  const { stream, limit, onOverflow } = options;
  const mark = Buffer.from(options.mark, 'latin1');
  let kept: { readonly bytes: Buffer; readonly ends: number }[] = [];
  let size = 0;
  let ends = 0;
  let overflowed = false;
  /** Bytes that may be the beginning of a mark. */
  let rest: Buffer = Buffer.alloc(0);
  let waiting: { readonly times: number; readonly done: () => void } | undefined;

  const keep = (bytes: Buffer) => {
    const room = limit - size;
    if (room > 0 && bytes.length > 0) {
      // A copy: a slice would hold on to the whole chunk.
      kept.push({ bytes: Buffer.from(bytes.subarray(0, room)), ends });
      size += Math.min(room, bytes.length);
    }
    if (bytes.length > room && !overflowed) {
      overflowed = true;
      onOverflow();
    }
  };
  const take = (chunk: Buffer) => {
    let data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let at = data.indexOf(mark); at !== -1; at = data.indexOf(mark)) {
      keep(data.subarray(0, at));
      data = data.subarray(at + mark.length);
      ends += 1;
      if (waiting && ends >= waiting.times) waiting.done();
    }
    const held = partOfMark(data, mark);
    keep(data.subarray(0, data.length - held));
    rest = Buffer.from(data.subarray(data.length - held));
  };
  let dropping = false;
  stream.on('data', (chunk: Buffer | string) => {
    if (!dropping) take(Buffer.from(chunk as Buffer));
  });
  stream.on('error', () => {});

  return {
    begin() {
      kept = [];
      size = 0;
      ends = 0;
      overflowed = false;
      rest = Buffer.alloc(0);
    },
    ended(times, limitMs) {
      if (ends >= times) return Promise.resolve(true);
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(false), limitMs);
        const settle = (answer: boolean) => {
          clearTimeout(timer);
          waiting = undefined;
          resolve(answer);
        };
        waiting = { times, done: () => settle(true) };
      });
    },
    bytes(times = Number.POSITIVE_INFINITY) {
      const parts = kept.filter((part) => part.ends < times).map((part) => part.bytes);
      return Buffer.concat(ends < times ? [...parts, rest] : parts).subarray(0, limit);
    },
    get overflowed() {
      return overflowed;
    },
    drop() {
      dropping = true;
      kept = [];
    },
  };
}

/** How many of the last bytes are the beginning of a mark. */
function partOfMark(data: Buffer, mark: Buffer): number {
  for (let length = Math.min(mark.length - 1, data.length); length > 0; length -= 1) {
    if (data.subarray(data.length - length).equals(mark.subarray(0, length))) return length;
  }
  return 0;
}
