import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * `name@version` of packages as they are installed, and of all that they depend on, sorted. A package
 * that is not installed is left out. `from` is the path of the file that would import them.
 */
export function installedVersions(
  names: readonly string[],
  from: string = fileURLToPath(import.meta.url),
): string[] {
  const seen = new Set<string>();
  const versions = new Set<string>();
  const visit = (name: string, importer: string): void => {
    const found = folderOf(name, importer);
    if (found === undefined || seen.has(found)) return;
    seen.add(found);
    // In the stores of some package managers the neighbours of the real folder are what it imports.
    const folder = realpathSync.native(found);
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    versions.add(`${name}@${manifest.version}`);
    const { dependencies, optionalDependencies } = manifest;
    for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if (!other.startsWith('@types/')) visit(other, folder);
    }
  };
  for (const name of names) visit(name, dirname(from));
  return [...versions].sort();
}

/** Where Node finds a package: in the `node_modules` nearest to who imports it. */
function folderOf(name: string, importer: string): string | undefined {
  for (let folder = importer; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (!folder.endsWith('node_modules') && existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}
