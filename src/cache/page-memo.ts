import { join } from 'node:path';
import { readFileUpTo, replaceFile } from './replace-file.ts';
import { seal, unseal } from './sealed.ts';

/** What pages were read as, one file for all of them, so that an unchanged page is not read again. */
export interface PageMemo {
  /** Undefined where nothing is known of the page as it is now. */
  get(path: string, digest: string): unknown;
  set(path: string, digest: string, value: unknown): void;
  /** Writes what changed, for the pages that there are. */
  save(paths: ReadonlySet<string>): Promise<void>;
}

/** Path, digest of the page, and what it was read as. */
type Entry = readonly [path: string, digest: string, value: unknown];

const largestBytes = 256 * 2 ** 20;

/** @param scope all besides the pages that they are read by; a memo of another scope is not believed. */
export async function openPageMemo(stateDir: string, scope: string): Promise<PageMemo> {
  const folder = join(stateDir, 'cache');
  const bytes = await readFileUpTo(join(folder, 'pages'), largestBytes);
  const sealed = bytes && unseal(scope, bytes);
  const before: readonly Entry[] = Array.isArray(sealed) ? sealed : [];
  const known = new Map(before.map((entry) => [entry[0], entry]));
  let hasChanged = false;
  return {
    get(path, digest) {
      const entry = known.get(path);
      return entry?.[1] === digest ? entry[2] : undefined;
    },
    set(path, digest, value) {
      hasChanged = true;
      known.set(path, [path, digest, value]);
    },
    async save(paths) {
      if (!hasChanged) return;
      const kept = [...known.values()].filter(([path]) => paths.has(path));
      await replaceFile(folder, 'pages', seal(scope, kept));
    },
  };
}
