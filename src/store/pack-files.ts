import { closeSync } from 'node:fs';
import { packFile } from './pack-name.ts';
import { openPlain, readFully } from './plain-file.ts';
import { checkOf, type Ref } from './ref.ts';

/** Reads what lies in packs, of whichever thread or build. */
export interface PackFiles {
  /** Exactly the bytes that were put; undefined where they are not there any more. Never throws. */
  read(ref: Ref): Uint8Array | undefined;
  close(): void;
}

/** Files that are open at once, at the most. */
const mostOpen = 64;

export function packFiles(folder: string): PackFiles {
  const open = new Map<string, number>();

  const descriptorOf = (name: string): number | undefined => {
    const known = open.get(name);
    if (known !== undefined) return known;
    const file = openPlain(packFile(folder, name));
    if (file === undefined) return undefined;
    if (open.size >= mostOpen) closeOldest(open);
    open.set(name, file.fd);
    return file.fd;
  };

  return {
    read(ref) {
      const fd = descriptorOf(ref.pack);
      const bytes = fd === undefined ? undefined : readFully(fd, ref.offset, ref.length);
      return bytes !== undefined && checkOf(bytes) === ref.check ? bytes : undefined;
    },
    close() {
      for (const fd of open.values()) closeSync(fd);
      open.clear();
    },
  };
}

function closeOldest(open: Map<string, number>): void {
  for (const [name, fd] of open) {
    open.delete(name);
    closeSync(fd);
    return;
  }
}
