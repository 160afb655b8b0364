import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { loadedFolder } from '../model/loader.ts';
import { foreignStampOf, type Stamp } from '../model/stamp.ts';
import { codeOf, unreadable } from './read-source.ts';
import type { SourceRef } from './source-ref.ts';

export interface Scanned {
  /** In the order of their paths' code units, on every system. */
  readonly sources: readonly SourceRef[];
  /** Absolute paths of all other files, in the same order. */
  readonly assets: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

type ScanConfig = Pick<Config, 'root' | 'contentDir' | 'publicDir' | 'outDir' | 'stateDir'> &
  Partial<Pick<Config, 'collections'>>;

/**
 * Names every file below the content folder, and says of Markdown what it looks like from outside.
 * Markdown whose name, or that of a folder around it, begins with `_` is there to be included: it is no
 * page, but for the `_index.md` of a folder.
 * Names that begin with `.`, `node_modules`, and the public, output and state folders are passed over.
 * A symbolic link is followed only where it stays inside the content folder. Pages that loaders have
 * given are named, too, where the site has loaders.
 */
export function scan(config: ScanConfig): Scanned {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (file, problem) => diagnostics.push({ ...diagnostic(problem), file });
  const shown = relative(config.root, config.contentDir).split(sep).join('/');
  const root = realPath(config.contentDir);
  if (root === undefined) {
    report(shown, {
      code: 'content-missing',
      message: `the content folder \`${shown}\` does not exist`,
      hint: 'make it, or name another as `contentDir` in the configuration',
    });
    return { sources: [], assets: [], diagnostics };
  }
  const files: Found[] = [];
  const top: Folder = { file: config.contentDir, path: shown, real: root, above: [] };
  walk({ config, root, report, files }, top);
  const loaded = join(config.root, loadedFolder);
  const real = hasLoaders(config) ? realPath(loaded) : undefined;
  if (real !== undefined) {
    const all: Folder = { file: loaded, path: loadedFolder, real, above: [] };
    walk({ config, root: real, report, files }, all);
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const sources: SourceRef[] = [];
  const assets: string[] = [];
  for (const { path, file } of files) {
    if (!/\.(md|markdown)$/i.test(path)) {
      assets.push(file);
      if (/\.mdx$/i.test(path)) report(path, mdx);
    } else if (!isPart(shown === '' ? path : path.slice(shown.length + 1))) {
      const stamp = stampFor(path, file, report);
      if (stamp !== undefined) sources.push({ path, file, stamp });
    }
  }
  return { sources, assets, diagnostics };
}

const mdx = {
  code: 'content-mdx',
  severity: 'warning',
  message: 'the file is written in MDX, and is no page',
  hint: 'end its name with `.md`; what is a component in it becomes a shortcode',
} as const;

function isPart(path: string): boolean {
  return /(?:^|\/)_(?!index(?:\.[\w-]+)?\.(?:md|markdown)$)/i.test(path);
}

function hasLoaders({ collections = [] }: ScanConfig): boolean {
  return collections.some(({ loader }) => loader !== undefined);
}

type Report = (path: string, problem: Parameters<typeof diagnostic>[0]) => void;
type Found = Pick<SourceRef, 'path' | 'file'>;

interface Walk {
  readonly config: ScanConfig;
  /** The real path of the content folder. */
  readonly root: string;
  readonly report: Report;
  readonly files: Found[];
}

interface Folder extends Found {
  readonly real: string;
  /** The real paths of the folders it lies in. */
  readonly above: readonly string[];
}

function walk(context: Walk, folder: Folder): void {
  const { config, report, files } = context;
  const above = [...folder.above, folder.real];
  for (const entry of entriesOf(folder, report)) {
    const file = [folder.file, entry.name].join(sep);
    if (passedOver(config, entry.name, file)) continue;
    // Joined so, a string is one piece: all of these stay in memory.
    const path = folder.path === '' ? entry.name : [folder.path, entry.name].join('/');
    let kind = kindOf(entry);
    let real = folder.real + sep + entry.name;
    if (entry.isSymbolicLink()) {
      const target = followed(context, path, file);
      if (target === undefined) continue;
      ({ kind, real } = target);
    }
    if (kind === 'file') files.push({ path, file });
    else if (kind === 'folder') {
      if (above.includes(real)) {
        report(path, {
          code: 'content-symlink',
          message: 'the symbolic link leads to a folder that it lies in',
          hint: 'remove it',
        });
      } else walk(context, { file, path, real, above });
    }
  }
}

function entriesOf({ file, path }: Folder, report: Report): readonly Dirent[] {
  try {
    return readdirSync(file, { withFileTypes: true });
  } catch (error) {
    report(path, unreadable('folder', error));
    return [];
  }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): 'file' | 'folder' | 'other' {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
}

function passedOver(config: ScanConfig, name: string, file: string): boolean {
  if (name.startsWith('.') || name === 'node_modules') return true;
  return file === config.publicDir || file === config.outDir || file === config.stateDir;
}

/** What a symbolic link leads to, unless that is nothing or lies outside of the content folder. */
function followed({ root, report }: Walk, path: string, file: string) {
  try {
    const real = realpathSync(file);
    if (real !== root && !real.startsWith(root + sep)) {
      report(path, {
        code: 'content-symlink',
        message: 'the symbolic link leaves the content folder and is not followed',
        hint: 'put a copy of the file in its place',
      });
      return undefined;
    }
    return { kind: kindOf(statSync(real)), real };
  } catch (error) {
    report(path, {
      code: 'content-symlink',
      message: `the symbolic link leads nowhere (${codeOf(error)})`,
      hint: 'remove it, or make what it names',
    });
    return undefined;
  }
}

/** Undefined for a file that went away after its folder was read: it is as if it never was. */
function stampFor(path: string, file: string, report: Report): Stamp | undefined {
  try {
    const stats = lstatSync(file, { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    return foreignStampOf(stats.isSymbolicLink() ? statSync(file, { bigint: true }) : stats);
  } catch (error) {
    report(path, unreadable('file', error));
    return undefined;
  }
}

function realPath(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined;
  }
}
