import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isCode } from './file-error.ts';
import { problemOfPath } from './output-path.ts';

/**
 * What a publication is about to do where it cannot do it in one step. Written before the first
 * step and removed after the last: whoever finds it does the steps again.
 */
export type Journal =
  /** `outDir` becomes `aside`, then `staging` becomes `outDir`. */
  | {
      readonly kind: 'rename';
      readonly outDir: string;
      readonly staging: string;
      readonly aside: string;
    }
  /** Files of `staging` are put into `outDir` one by one; `remove` is what the new site lacks. */
  | {
      readonly kind: 'in-place';
      readonly outDir: string;
      readonly staging: string;
      readonly write: readonly string[];
      readonly remove: readonly string[];
    };

export async function writeJournal(file: string, journal: Journal): Promise<void> {
  const next = `${file}.next`;
  await writeFile(next, `${JSON.stringify(journal)}\n`, { mode: 0o644 });
  await rename(next, file);
}

export async function removeJournal(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** Undefined where there is none; one that is damaged is one that was never written. */
export async function readJournal(file: string): Promise<Journal | undefined> {
  try {
    return parseJournal(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR') || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parseJournal(value: Record<string, unknown> | null): Journal | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, outDir, staging, aside, write, remove } = value;
  if (typeof outDir !== 'string' || typeof staging !== 'string') return undefined;
  if (kind === 'rename' && typeof aside === 'string') return { kind, outDir, staging, aside };
  if (kind === 'in-place' && isPaths(write) && isPaths(remove)) {
    return { kind, outDir, staging, write, remove };
  }
  return undefined;
}

function isPaths(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isPath);
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && problemOfPath(value) === undefined;
}
