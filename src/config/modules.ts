import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow, type Ledger } from './ledger.ts';
import type { Packages } from './packages.ts';
import { specifiersOf } from './specifiers.ts';

export interface ModuleOptions {
  readonly root: string;
  readonly ledger: Ledger;
  readonly packages: Packages;
  /** Folders that are not looked into. */
  readonly except: readonly string[];
}

const codeEndings = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'];
const endings = [...codeEndings, '.json'];

/**
 * Reads modules and all that they import, again and again, of the site's own; what is a package is
 * handed on. A circle of imports is walked once.
 * @param entries paths, with or without an ending.
 * @returns one line for each file: its path below the root and the digest of its bytes.
 */
export function readModules(entries: readonly string[], options: ModuleOptions): readonly string[] {
  const { root, ledger, packages, except } = options;
  const lines = new Map<string, string>();
  const waiting = entries.flatMap((entry) => candidates(ledger, entry));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (lines.has(file)) continue;
    const text = codeEndings.includes(extname(file)) ? ledger.text(file) : undefined;
    lines.set(file, `${relative(root, file).split(sep).join('/')} ${ledger.digest(file)}`);
    if (text === undefined) continue;
    const { paths, packages: names } = specifiersOf(text);
    const folder = dirname(file);
    for (const path of paths) waiting.push(...candidates(ledger, placeOf(path, folder)));
    for (const name of names) {
      if (name.startsWith('#')) waiting.push(...ownImports(folder, ledger, except));
      else packages.add(name, folder);
    }
  }
  return [...lines.values()].sort();
}

function placeOf(specifier: string, folder: string): string {
  const path = specifier.replace(/[?#].*$/, '');
  try {
    return path.startsWith('file:') ? fileURLToPath(path) : resolve(folder, path);
  } catch {
    return resolve(folder, path);
  }
}

/** All files that a path may stand for, as the loaders of TypeScript see it. */
function candidates(ledger: Ledger, path: string): readonly string[] {
  const exact = ledger.find(path);
  if (exact !== undefined) return [exact];
  const written = path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
  const names = [
    ...(written === path ? [] : [written]),
    ...endings.map((ending) => `${path}${ending}`),
    ...(ledger.has(path) ? [join(path, 'package.json'), ...mainOf(ledger, path)] : []),
    ...(ledger.has(path) ? endings.map((ending) => join(path, `index${ending}`)) : []),
  ];
  return names.flatMap((name) => ledger.find(name) ?? []);
}

function mainOf(ledger: Ledger, folder: string): readonly string[] {
  const { main, module } = fieldsOf(ledger.text(join(folder, 'package.json')));
  return [main, module].flatMap((name) => (typeof name === 'string' ? [join(folder, name)] : []));
}

/** All that `#names` of the package around a module may stand for. */
function ownImports(from: string, ledger: Ledger, except: readonly string[]): readonly string[] {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = ledger.find(join(folder, 'package.json'));
    if (manifest !== undefined) {
      const targets = textsIn(fieldsOf(ledger.text(manifest)).imports);
      const files = targets.flatMap((target) =>
        target.includes('*')
          ? filesBelow(ledger, dirname(join(folder, target.replace(/\*.*$/, 'x'))), except)
          : candidates(ledger, join(folder, target)),
      );
      return [manifest, ...files];
    }
    if (folder === dirname(folder)) return [];
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('.') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function fieldsOf(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
