import { builtinModules } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { filesBelow, type Ledger } from './ledger.ts';

/** What is known of the packages that modules import. */
export interface Packages {
  /** Reads a package as a module in a folder would find it, with all that it depends on. */
  add(specifier: string, from: string): void;
  /** One line each, sorted: `name@version` and its place, or its files where it is linked from elsewhere. */
  lines(): readonly string[];
}

const builtIn: ReadonlySet<string> = new Set(builtinModules);
/** Where a package is and by which version is told here where it is told nowhere else. */
const registers = ['.pnp.cjs', 'package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'];

/** @param except folders that are no part of a package, whatever lies around them. */
export function readPackages(root: string, ledger: Ledger, except: readonly string[]): Packages {
  const found = new Map<string, string>();
  const asked = new Set<string>();

  const add = (name: string, from: string, isOptional: boolean): void => {
    // Rutter is told of elsewhere.
    if (name === 'rutter') return;
    const key = `${name}\0${from}`;
    if (asked.has(key)) return;
    asked.add(key);
    const manifest = manifestOf(ledger, name, from);
    if (manifest !== undefined) read(name, dirname(manifest));
    else if (!isOptional) missing(name);
  };

  const read = (name: string, folder: string): void => {
    if (found.has(folder)) return;
    const { version, dependencies } = parsed(ledger.text(join(folder, 'package.json')));
    const place = relative(root, folder).split(sep).join('/');
    const isInstalled = folder.split(sep).includes('node_modules');
    found.set(folder, `${name}@${version} ${place}`);
    if (!isInstalled) {
      const files = filesBelow(ledger, folder, except);
      const lines = files.map((file) => `${relative(folder, file)} ${ledger.digest(file)}`);
      found.set(folder, [`${name} ${place}`, ...lines].join('\n'));
    }
    for (const other of dependencies) add(other, folder, true);
  };

  const missing = (name: string): void => {
    const lines = registers.map((file) => `${file} ${ledger.digest(join(root, file))}`);
    found.set(`\0${name}`, [`${name} is not installed`, ...lines].join('\n'));
  };

  return {
    add(specifier, from) {
      if (builtIn.has(specifier)) return;
      const [scope = '', name = ''] = specifier.split('/');
      add(specifier.startsWith('@') ? `${scope}/${name}` : scope, from, false);
    },
    lines: () => [...found.values()].sort(),
  };
}

/** The manifest of the package that Node would find: in the nearest `node_modules` above. */
function manifestOf(ledger: Ledger, name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const store = join(folder, 'node_modules');
    const isOne = !folder.endsWith(`${sep}node_modules`) && ledger.has(store);
    const manifest = isOne ? ledger.find(join(store, name, 'package.json')) : undefined;
    if (manifest !== undefined || folder === dirname(folder)) return manifest;
  }
}

interface Manifest {
  readonly version: string;
  readonly dependencies: readonly string[];
}

function parsed(text: string | undefined): Manifest {
  try {
    const value: unknown = JSON.parse(text ?? '');
    if (typeof value !== 'object' || value === null) throw new Error('no manifest');
    const held = value as Readonly<Record<string, unknown>>;
    const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies'];
    const names = kinds.flatMap((kind) => Object.keys(held[kind] ?? {}));
    // Types have no part in what is run.
    const dependencies = names.filter((name) => !name.startsWith('@types/'));
    return { version: String(held.version), dependencies };
  } catch {
    return { version: 'unreadable', dependencies: [] };
  }
}
