import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { type SourceFile, sourceFile } from '../model/source.ts';

export interface Scanned {
  /** In the order of their paths' code units, on every system. */
  readonly sources: readonly SourceFile[];
  /** Absolute paths of all other files, in the same order. */
  readonly assets: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A Markdown file larger than this is not read. */
export const largestSource = 10 * 2 ** 20;

type ScanConfig = Pick<Config, 'root' | 'contentDir' | 'publicDir' | 'outDir' | 'stateDir'>;

/**
 * Reads every Markdown file below the content folder and names every other file. Names that begin with
 * `.`, `node_modules`, and the public, output and state folders are passed over. A symbolic link is
 * followed only where it stays inside the content folder.
 */
export async function scan(config: ScanConfig): Promise<Scanned> {
  const diagnostics: Diagnostic[] = [];
  const report = (file: string, problem: Problem) =>
    diagnostics.push({ ...diagnostic(problem), file: shown(config, file) });
  const root = await realpath(config.contentDir).catch(() => undefined);
  if (root === undefined) {
    report(config.contentDir, {
      code: 'content-missing',
      message: `the content folder \`${shown(config, config.contentDir)}\` does not exist`,
      hint: 'make it, or name another as `contentDir` in the configuration',
    });
    return { sources: [], assets: [], diagnostics };
  }
  const files = await walk({ config, root, report }, config.contentDir, [root]);
  files.sort((a, b) => (shown(config, a) < shown(config, b) ? -1 : 1));
  const sources: SourceFile[] = [];
  const assets: string[] = [];
  for (const file of files) {
    if (!/\.(md|markdown)$/i.test(file)) assets.push(file);
    else {
      const read = await readSource(config, file);
      if ('problem' in read) report(file, read.problem);
      else sources.push(read.source);
    }
  }
  return { sources, assets, diagnostics };
}

type Problem = Parameters<typeof diagnostic>[0];

interface Walk {
  readonly config: ScanConfig;
  /** The real path of the content folder. */
  readonly root: string;
  readonly report: (file: string, problem: Problem) => void;
}

/** All files below a folder. `above` holds the real paths of the folders it lies in. */
async function walk(context: Walk, folder: string, above: readonly string[]): Promise<string[]> {
  const { config, report } = context;
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    report(folder, unreadable('folder', error));
    return [];
  });
  const files: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (passedOver(config, entry.name, path)) continue;
    let kind: 'file' | 'folder' | 'other' = kindOf(entry);
    let real = path;
    if (entry.isSymbolicLink()) {
      const target = await followed(context, path);
      if (target === undefined) continue;
      ({ kind, real } = target);
    } else if (kind === 'folder') real = await realpath(path).catch(() => path);
    if (kind === 'file') files.push(path);
    else if (kind === 'folder') {
      if (above.includes(real)) {
        report(path, {
          code: 'content-symlink',
          message: 'the symbolic link leads to a folder that it lies in',
          hint: 'remove it',
        });
      } else files.push(...(await walk(context, path, [...above, real])));
    }
  }
  return files;
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): 'file' | 'folder' | 'other' {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
}

function passedOver(config: ScanConfig, name: string, path: string): boolean {
  if (name.startsWith('.') || name === 'node_modules') return true;
  return path === config.publicDir || path === config.outDir || path === config.stateDir;
}

/** What a symbolic link leads to, unless that is nothing or lies outside of the content folder. */
async function followed({ root, report }: Walk, path: string) {
  try {
    const real = await realpath(path);
    if (real !== root && !real.startsWith(root + sep)) {
      report(path, {
        code: 'content-symlink',
        message: 'the symbolic link leaves the content folder and is not followed',
        hint: 'put a copy of the file in its place',
      });
      return undefined;
    }
    return { kind: kindOf(await stat(real)), real };
  } catch (error) {
    report(path, {
      code: 'content-symlink',
      message: `the symbolic link leads nowhere (${codeOf(error)})`,
      hint: 'remove it, or make what it names',
    });
    return undefined;
  }
}

async function readSource(
  config: ScanConfig,
  file: string,
): Promise<{ readonly source: SourceFile } | { readonly problem: Problem }> {
  try {
    const { size } = await stat(file);
    if (size > largestSource) {
      const message = `the file has ${size} bytes; at most ${largestSource} are read`;
      return { problem: { code: 'content-too-large', message, hint: 'split the page' } };
    }
    const bytes = await readFile(file);
    return decoded(shown(config, file), bytes);
  } catch (error) {
    return { problem: unreadable('file', error) };
  }
}

function decoded(
  path: string,
  bytes: Uint8Array,
): { readonly source: SourceFile } | { readonly problem: Problem } {
  try {
    return { source: sourceFile(path, new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return {
      problem: {
        code: 'content-encoding',
        message: `the file is not valid UTF-8: ${firstInvalid(bytes)}`,
        hint: 'save it as UTF-8',
      },
    };
  }
}

/** `line N` of the first line that does not decode. */
function firstInvalid(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const at = bytes.indexOf(10, start);
    const end = at === -1 ? bytes.length : at + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return `see line ${line}`;
    }
    start = end;
  }
  return 'see its end';
}

function unreadable(what: string, error: unknown): Problem {
  return { code: 'content-unreadable', message: `the ${what} cannot be read (${codeOf(error)})` };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function shown(config: Pick<Config, 'root'>, path: string): string {
  return relative(config.root, path).split(sep).join('/');
}
