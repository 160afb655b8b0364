import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { digestOf } from '../model/source.ts';

/**
 * A text that differs where git would tell another history of a folder: the commit that is checked out,
 * where a shallow clone is cut, and what `.mailmap` calls people. Read from the repository's files, without starting git; undefined
 * where there is none, or one that keeps its references elsewhere.
 */
export function headOf(folder: string): string | undefined {
  const repository = repositoryOf(folder);
  if (repository === undefined) return undefined;
  const { git, top } = repository;
  const common = resolve(git, read(join(git, 'commondir'))?.trim() ?? '.');
  const commit = commitOf(git, common);
  if (commit === undefined) return undefined;
  const parts = [commit, read(join(common, 'shallow')), read(join(top, '.mailmap'))];
  return digestOf(JSON.stringify(parts));
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

/** The folder `.git`, or what the file of that name leads to, and the work tree that a folder lies in. */
function repositoryOf(folder: string): { readonly git: string; readonly top: string } | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const git = join(at, '.git');
    const stats = statSync(git, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return { git, top: at };
    if (stats?.isFile()) {
      const [, path] = /^gitdir: (.+)$/m.exec(read(git) ?? '') ?? [];
      return path === undefined ? undefined : { git: resolve(at, path.trim()), top: at };
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
