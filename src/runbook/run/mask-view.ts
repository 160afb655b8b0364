/**
 * Another reading of some bytes: what is between the characters left out, or escapes taken for what
 * they mean. Each byte knows the stretch of the original that it stands for.
 */
export interface View {
  readonly bytes: Buffer;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Escapes were read in it. */
  readonly isEscaped: boolean;
}

/** How a reading goes on at `at`: so many bytes stand for `means`, which may be nothing. */
export interface Reading {
  readonly length: number;
  readonly means: Uint8Array;
}

const nothing = new Uint8Array();

export function plainView(bytes: Uint8Array): View {
  const starts = new Uint32Array(bytes.length);
  const ends = new Uint32Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    starts[at] = at;
    ends[at] = at + 1;
  }
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return { bytes: view, starts, ends, isEscaped: false };
}

/**
 * Reads a view another way. `read` answers what stands at a place, or `undefined` for a byte that
 * stands for itself. No reading is longer than what it means, as its length. `undefined`: it is the same.
 */
export function readAs(
  view: View,
  read: (bytes: Buffer, at: number) => Reading | undefined,
): View | undefined {
  const { bytes, starts, ends } = view;
  const made = Buffer.alloc(bytes.length);
  const from = new Uint32Array(bytes.length);
  const to = new Uint32Array(bytes.length);
  let length = 0;
  let isSame = true;
  for (let at = 0; at < bytes.length; ) {
    const reading = read(bytes, at);
    if (reading === undefined) {
      made[length] = bytes[at] ?? 0;
      from[length] = starts[at] ?? 0;
      to[length] = ends[at] ?? 0;
      length += 1;
      at += 1;
      continue;
    }
    isSame = false;
    for (const byte of reading.means) {
      made[length] = byte;
      from[length] = starts[at] ?? 0;
      to[length] = ends[at + reading.length - 1] ?? 0;
      length += 1;
    }
    at += reading.length;
  }
  if (isSame) return undefined;
  return {
    bytes: made.subarray(0, length),
    starts: from.subarray(0, length),
    ends: to.subarray(0, length),
    isEscaped: view.isEscaped,
  };
}

/** Left out: so many bytes stand for nothing. */
export function leftOut(length: number): Reading {
  return { length, means: nothing };
}
