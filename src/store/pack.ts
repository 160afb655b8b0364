import { closeSync, fstatSync, writeSync } from 'node:fs';
import { newPackName, packFile } from './pack-name.ts';
import { createPrivate, makePrivateFolder } from './plain-file.ts';

/** A file that this thread alone appends to. It has no frame: the check of a `Ref` tells what is whole. */
export interface Pack {
  readonly name: string;
  /** In bytes, with what is still in memory. */
  size(): number;
  /** Where the bytes are put. @throws what the system says; nothing is appended then. */
  append(bytes: Uint8Array): number;
  /** Whether its file still has its name: a sweep or a `clean` may have taken it away. */
  isThere(): boolean;
  /** A copy of what is still in memory; undefined for what is in the file or nowhere. */
  pending(offset: number, length: number): Uint8Array | undefined;
  /** Hands everything to the system. @throws what it says; a later call tries again. */
  flush(): void;
  /** @throws as `flush`; the file is closed all the same. */
  close(): void;
}

/** Small writes cost a call each; this is the most that is held back, in bytes. */
const bufferBytes = 2 ** 20;

/** @throws what the system says. */
export function createPack(folder: string): Pack {
  const name = newPackName();
  makePrivateFolder(folder);
  const fd = createPrivate(packFile(folder, name));
  const buffer = Buffer.allocUnsafeSlow(bufferBytes);
  let buffered = 0;
  let written = 0;

  /** What a write that failed has left is written over: the place is always given. */
  const write = (bytes: Uint8Array, at: number): void => {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(fd, bytes, done, bytes.length - done, at + done);
    }
  };
  const flush = (): void => {
    write(buffer.subarray(0, buffered), written);
    written += buffered;
    buffered = 0;
  };

  return {
    name,
    size: () => written + buffered,
    append(bytes) {
      if (bytes.length > bufferBytes - buffered) flush();
      const offset = written + buffered;
      if (bytes.length > bufferBytes) {
        write(bytes, offset);
        written += bytes.length;
      } else {
        buffer.set(bytes, buffered);
        // Even nothing has a place that is nothing else's.
        buffered += Math.max(1, bytes.length);
      }
      return offset;
    },
    isThere: () => fstatSync(fd).nlink > 0,
    pending(offset, length) {
      const start = offset - written;
      if (start < 0 || start + length > buffered) return undefined;
      return Buffer.from(buffer.subarray(start, start + length));
    },
    flush,
    close() {
      try {
        flush();
      } finally {
        closeSync(fd);
      }
    },
  };
}
