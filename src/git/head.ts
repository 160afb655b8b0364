import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { digestOf } from '../model/source.ts';

/**
 * A text that differs where git would tell another history of a folder: the commit that is checked out,
 * and where a shallow clone is cut. Read from the repository's files, without starting git; undefined
 * where there is none, or one that keeps its references elsewhere.
 */
export function headOf(folder: string): string | undefined {
  const git = repositoryOf(folder);
  if (git === undefined) return undefined;
  const common = resolve(git, read(join(git, 'commondir'))?.trim() ?? '.');
  const commit = commitOf(git, common);
  if (commit === undefined) return undefined;
  return digestOf([commit, read(join(common, 'shallow')) ?? ''].join('\n'));
}

function commitOf(git: string, common: string): string | undefined {
  const head = read(join(git, 'HEAD'))?.trim() ?? '';
  if (/^[0-9a-f]{40,64}$/.test(head)) return head;
  const [, name] = /^ref: (refs\/[^\s]+)$/.exec(head) ?? [];
  if (name === undefined || name.split('/').includes('..')) return undefined;
  const loose = (read(join(git, name)) ?? read(join(common, name)))?.trim();
  if (loose !== undefined && /^[0-9a-f]{40,64}$/.test(loose)) return loose;
  const packed = read(join(common, 'packed-refs')) ?? '';
  const line = packed.split('\n').find((one) => one.endsWith(` ${name}`));
  return line?.split(' ')[0];
}

/** The folder `.git`, or what the file of that name leads to, of the work tree that a folder lies in. */
function repositoryOf(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const git = join(at, '.git');
    const stats = statSync(git, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return git;
    if (stats?.isFile()) {
      const [, path] = /^gitdir: (.+)$/m.exec(read(git) ?? '') ?? [];
      return path === undefined ? undefined : resolve(at, path.trim());
    }
    if (dirname(at) === at) return undefined;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
