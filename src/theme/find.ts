import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { builtInThemes } from '../model/config.ts';
import { nearest } from '../model/nearest.ts';

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

/** What to write in the place of the name of a theme that is not there. */
export function missingHint(name: string, root: string): string {
  const meant = nearest(name, builtInThemes);
  if (meant !== undefined) return `did you mean \`${meant}\`?`;
  const isPath = /^[./]/.test(name);
  const place = resolve(root, name);
  const guess = nearest(basename(place), namesIn(dirname(place)));
  if (guess !== undefined && (isPath || dirname(place) === root)) {
    const path = relative(root, join(dirname(place), guess))
      .split(sep)
      .join('/');
    return `did you mean \`${path.startsWith('.') ? '' : './'}${path}\`?`;
  }
  return isPath
    ? 'it is a folder or a file relative to the root of the site; `rutter eject` begins one'
    : `install the package: \`npm install ${name}\`; a folder of the site begins with \`./\``;
}

/** The module that a folder is, where it has one: absolute. */
export function entryOf(folder: string): string | undefined {
  const index = entryNamed(folder) ?? namesIn(folder).find((name) => isIndex(name));
  return index === undefined ? undefined : join(folder, index);
}

/** What the manifest of a package says, where it says it in a way that is easy to read. */
function entryNamed(folder: string): string | undefined {
  const { exports, main } = manifestOf(folder) ?? {};
  const own = [exports, at(exports, '.'), main].flatMap((one) => [
    one,
    at(one, 'import'),
    at(one, 'default'),
  ]);
  return own.find(
    (one): one is string =>
      typeof one === 'string' &&
      statSync(join(folder, one), { throwIfNoEntry: false })?.isFile() === true,
  );
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function isIndex(name: string): boolean {
  return /^index\.[cm]?[jt]sx?$/.test(name);
}

function hasIndex(folder: string): boolean {
  return readdirSync(folder).some(isIndex);
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
  const manifest = manifestOf(folder);
  return manifest === undefined || ['main', 'module', 'exports'].some((key) => key in manifest);
}

/** Undefined where it cannot be read. */
function manifestOf(folder: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? { ...manifest } : undefined;
  } catch {
    return undefined;
  }
}
