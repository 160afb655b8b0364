import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import type picomatch from 'picomatch';
import { filesBelow, type Ledger } from './ledger.ts';

export interface InputOptions {
  readonly root: string;
  readonly ledger: Ledger;
  /** Folders that are not looked into. */
  readonly except: readonly string[];
}

/**
 * The files that globs below the root mean.
 * @returns one line each, sorted: its path and the digest of its bytes.
 */
export function readInputs(globs: readonly string[], options: InputOptions): readonly string[] {
  // Few sites have any; the package is not loaded for the others.
  return globs.length === 0 ? [] : matching(globs, options);
}

function matching(globs: readonly string[], { root, ledger, except }: InputOptions) {
  const match: typeof picomatch = createRequire(import.meta.url)('picomatch');
  const lines = new Map<string, string>();
  for (const glob of globs) {
    const isMeant = match(glob.replace(/^(?:\.\/+)+/, ''), { dot: true, nonegate: true });
    const { base } = match.scan(glob);
    const top = join(root, base);
    const files = ledger.find(top) === undefined ? filesBelow(ledger, top, except) : [top];
    for (const file of files) {
      const path = relative(root, file).split(sep).join('/');
      if (isMeant(path)) lines.set(path, `${path} ${ledger.digest(file)}`);
    }
  }
  return [...lines.values()].sort();
}
