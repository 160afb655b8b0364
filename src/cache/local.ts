import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileUpTo, replaceFile, temporaryPrefix } from './replace-file.ts';
import { seal, unseal } from './sealed.ts';

/** A folder of sealed values by key. It is a cache: no fault of the disk is a failure. */
export interface LocalStore {
  /** Undefined where there is none that can be believed. */
  read(key: string): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
  /** Removes what is too old, then the oldest until no more are left than may be. */
  prune(): Promise<void>;
}

export interface LocalOptions {
  readonly folder: string;
  readonly maxAgeMs: number;
  /** Values at the most. */
  readonly most: number;
  /** A larger file is not read. */
  readonly largestBytes: number;
}

/** What a killed process has left of a file is removed when it is as old as this. */
const abandonedMs = 10 * 60_000;

export function localStore({ folder, maxAgeMs, most, largestBytes }: LocalOptions): LocalStore {
  return {
    async read(key) {
      const bytes = await readFileUpTo(join(folder, `${key}.json`), largestBytes);
      return bytes && unseal(key, bytes);
    },
    write: (key, value) => replaceFile(folder, `${key}.json`, seal(key, value)),
    async prune() {
      const names = await readdir(folder).catch(() => []);
      const files = await Promise.all(
        names.map(async (name) => ({
          path: join(folder, name),
          isTemporary: name.startsWith(temporaryPrefix),
          ageMs: await ageOf(join(folder, name)),
        })),
      );
      const values = files.filter((one) => !one.isTemporary).sort((a, b) => a.ageMs - b.ageMs);
      const gone = [
        ...files.filter((one) => one.isTemporary && one.ageMs > abandonedMs),
        ...values.filter((one, index) => one.ageMs > maxAgeMs || index >= most),
      ];
      await Promise.all(gone.map(({ path }) => rm(path, { force: true }).catch(() => {})));
    },
  };
}

async function ageOf(file: string): Promise<number> {
  return await stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
}
