import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canonicalJson } from '../model/canonical.ts';
import type { CollectionConfig, Config } from '../model/config.ts';
import { checkEntries, type SoundEntry } from './check-entries.ts';

/** Entries of an earlier call. */
export interface KeptEntries {
  readonly entries: readonly SoundEntry[];
  /** In milliseconds since 1970; 0 for those of a lock. */
  readonly loadedAt: number;
}

type Named = Pick<CollectionConfig, 'name' | 'loader'>;

/** Where the entries of a collection are kept: a locked one's among the site's own files. */
export function keptFile(
  { root, stateDir }: Pick<Config, 'root' | 'stateDir'>,
  one: Named,
): string {
  return one.loader?.lock
    ? join(root, 'loaded', `${one.name}.json`)
    : join(stateDir, 'entries', `${one.name}.json`);
}

const mostBytes = 256 * 2 ** 20;

/** Undefined where there are none, or the file is not as it was written. */
export async function readKept(file: string): Promise<KeptEntries | undefined> {
  try {
    if (statSync(file).size > mostBytes) return undefined;
    const held: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof held !== 'object' || held === null) return undefined;
    const { entries, problems } = await checkEntries(Reflect.get(held, 'entries'));
    const loadedAt: unknown = Reflect.get(held, 'loadedAt');
    if (problems.length > 0) return undefined;
    return { entries, loadedAt: typeof loadedAt === 'number' ? loadedAt : 0 };
  } catch {
    return undefined;
  }
}

/** Equal entries give an equal file, but for when they were loaded. */
export function writeKept(file: string, { entries, loadedAt }: KeptEntries): void {
  const held = loadedAt === 0 ? { entries } : { loadedAt, entries };
  writeWhole(file, `${canonicalJson(held, 2)}\n`);
}

/** Whoever reads it at any moment sees the old text or the new one. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.new`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
