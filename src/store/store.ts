import { createPack, type Pack } from './pack.ts';
import { packFiles } from './pack-files.ts';
import { checkOf, isRef, type Ref } from './ref.ts';

export type { Ref } from './ref.ts';

/**
 * A folder of bytes that outlives the process. Each thread opens it for itself and appends to packs
 * of its own, so that none waits for another; each reads what any has flushed. Files that are cut
 * short, damaged, replaced or taken away cost what was in them and nothing else.
 */
export interface Store {
  /**
   * Keeps bytes; equal ones are kept once. Another thread can read them after `flush`.
   * @throws what the system says, as of a full disk.
   */
  put(bytes: Uint8Array): Ref;
  /** The very bytes that were put, or undefined. Never throws. */
  get(ref: Ref): Uint8Array | undefined;
  /** Hands all that was put to the system, where a killed process loses none of it. @throws as `put`. */
  flush(): void;
  /** Flushes and closes all files. Nothing may be put any more. @throws as `put`. */
  close(): void;
}

/** A pack is no longer than about this, so that it can be dropped before long. In bytes. */
const packBytes = 64 * 2 ** 20;

/** Opens the store in a folder, which need not be there yet: the first `put` makes it. */
export function openStore(folder: string): Store {
  const files = packFiles(folder);
  /** What the pack at hand holds. */
  const known = new Map<string, Ref>();
  let pack: Pack | undefined;
  let isSure = false;
  let isClosed = false;

  /** Of a pack that is full or was taken away nothing more is made. */
  const leave = (): void => {
    const left = pack;
    pack = undefined;
    known.clear();
    left?.close();
  };

  return {
    put(bytes) {
      if (isClosed) throw new Error('the store is closed');
      if (pack !== undefined && (pack.size() >= packBytes || !(isSure || pack.isThere()))) leave();
      isSure = true;
      const check = checkOf(bytes);
      const present = known.get(check);
      if (present !== undefined) return present;
      pack ??= createPack(folder);
      const ref = { pack: pack.name, offset: pack.append(bytes), length: bytes.length, check };
      known.set(check, ref);
      return ref;
    },
    get(ref) {
      if (!isRef(ref)) return undefined;
      const bytes = ref.pack === pack?.name ? pack.pending(ref.offset, ref.length) : undefined;
      if (bytes === undefined) return files.read(ref);
      return checkOf(bytes) === ref.check ? bytes : undefined;
    },
    flush() {
      isSure = false;
      pack?.flush();
    },
    close() {
      isClosed = true;
      files.close();
      leave();
    },
  };
}
