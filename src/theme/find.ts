import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/** Where a theme that is not Rutter's own lies. */
export interface FoundTheme {
  /** Its folder, absolute; absent of a single file. */
  readonly folder?: string | undefined;
  /** What is imported: a path, or the name of a package; absent of a folder without an `index`. */
  readonly module?: string | undefined;
}

/** A path when it looks like one or is there; otherwise the name of a package. */
export function findTheme(name: string, root: string): FoundTheme {
  const path = resolve(root, name);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    return { folder: path, module: hasIndex(path) ? `${path}/index` : undefined };
  }
  if (found !== undefined || isAbsolute(name) || name.startsWith('.')) return { module: path };
  const folder = packageFolder(name, root);
  return { folder, module: folder === undefined || hasEntry(folder) ? name : undefined };
}

function hasIndex(folder: string): boolean {
  return readdirSync(folder).some((name) => /^index\.[cm]?[jt]sx?$/.test(name));
}

/** In the nearest `node_modules` above that has it. */
function packageFolder(name: string, root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (existsSync(join(place, 'package.json'))) return place;
    if (folder === dirname(folder)) return undefined;
  }
}

function hasEntry(folder: string): boolean {
  if (hasIndex(folder)) return true;
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (typeof manifest !== 'object' || manifest === null) return true;
    return ['main', 'module', 'exports'].some((key) => key in manifest);
  } catch {
    return true;
  }
}
