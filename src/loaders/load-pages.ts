import { relative, sep } from 'node:path';
import type { CollectionConfig, Config } from '../model/config.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { LoaderConfig } from '../model/loader.ts';
import { type CallConfig, callLoader } from './call.ts';
import type { SoundEntry } from './check-entries.ts';
import { keptFile, readKept, writeKept } from './kept.ts';
import { writePages } from './write-pages.ts';

type LoadConfig = CallConfig & Pick<Config, 'collections' | 'configFile'>;

export interface LoadOptions {
  /** No loader is called that keeps its entries. */
  readonly offline?: boolean | undefined;
  /** In milliseconds since 1970: what the age of kept entries is measured by. Default: the clock. */
  readonly now?: number | undefined;
}

export interface LoadedCollection extends CollectionConfig {
  readonly loader: LoaderConfig;
}

/** The collections whose pages come from a loader; of several with one loader the first. */
export function loadedCollections({
  collections,
}: Pick<Config, 'collections'>): readonly LoadedCollection[] {
  const seen = new Set<LoaderConfig>();
  return collections.filter((one): one is LoadedCollection => {
    if (one.loader === undefined || seen.has(one.loader)) return false;
    seen.add(one.loader);
    return true;
  });
}

/**
 * Brings the pages of all loaders up to date, before the content is looked at. Where one fails its
 * pages are what was kept of them, and nothing where nothing was.
 */
export async function loadPages(
  config: LoadConfig,
  { offline = false, now = Date.now() }: LoadOptions = {},
): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const pages = new Map<string, readonly SoundEntry[]>();
  for (const one of loadedCollections(config)) {
    const loaded = await entriesOf(one, { config, offline, now });
    diagnostics.push(...loaded.diagnostics);
    pages.set(one.folder, [...(pages.get(one.folder) ?? []), ...loaded.entries]);
  }
  const unwritten = asWritten(() => writePages(config.root, pages));
  return [...diagnostics, ...unwritten];
}

interface Loaded {
  readonly entries: readonly SoundEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Loading {
  readonly config: LoadConfig;
  readonly offline: boolean;
  readonly now: number;
}

async function entriesOf(one: LoadedCollection, loading: Loading): Promise<Loaded> {
  const { config, offline, now } = loading;
  const { loader, name } = one;
  const keeps = loader.lock || loader.maxAgeMs !== undefined;
  const file = keptFile(config, one);
  const kept = keeps ? await readKept(file) : undefined;
  const shown = relative(config.root, file).split(sep).join('/');
  if (kept !== undefined) {
    const isFresh = now - kept.loadedAt < (loader.maxAgeMs ?? 0) && now >= kept.loadedAt;
    if (loader.lock || offline || isFresh) return { entries: kept.entries, diagnostics: [] };
  } else if (loader.lock || (offline && keeps)) {
    const found = diagnostic({
      code: 'loader-missing',
      message: loader.lock
        ? `the entries of \`${name}\` are locked, and \`${shown}\` is not there or not as it was written`
        : `the entries of \`${name}\` are not there, and its loader is not called without a network`,
      hint: `run \`rutter load ${name}\``,
    });
    return { entries: [], diagnostics: [found] };
  }
  const { entries, problems } = await callLoader(one, loader, config);
  if (problems.length === 0) {
    const write = (): void => writeKept(file, { entries, loadedAt: now });
    return { entries, diagnostics: keeps ? asWritten(write) : [] };
  }
  // What was kept is better than nothing, and old news is no reason to publish no site.
  const severity = kept === undefined ? 'error' : 'warning';
  return {
    entries: kept?.entries ?? [],
    diagnostics: problems.map((problem) => failed({ name, problem, severity }, config)),
  };
}

/** A full disk, or a folder that nobody may write to, is told of. */
function asWritten(write: () => void): readonly Diagnostic[] {
  try {
    write();
    return [];
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'path' in error)) throw error;
    const message = `what loaders have given cannot be written (${String(error.code)})`;
    const hint = 'see whether the disk is full, and who may write to `.rutter` and `loaded`';
    return [diagnostic({ code: 'loader-failed', message, hint })];
  }
}

interface Failure {
  readonly name: string;
  readonly problem: string;
  readonly severity: 'error' | 'warning';
}

function failed(
  { name, problem, severity }: Failure,
  { root, configFile }: LoadConfig,
): Diagnostic {
  const found = diagnostic({
    code: 'loader-failed',
    severity,
    message: `the loader of \`${name}\` ${problem}`,
    hint:
      severity === 'warning'
        ? 'its pages are what they were when it was called last'
        : 'see `collections` in the configuration',
  });
  if (configFile === undefined) return found;
  return { ...found, file: relative(root, configFile).split(sep).join('/') };
}

/** Calls a loader and keeps what it gives, whatever was kept before. @returns how many entries, or why none. */
export async function loadAnew(
  one: LoadedCollection,
  config: LoadConfig,
  now: number = Date.now(),
): Promise<{ readonly count: number; readonly diagnostics: readonly Diagnostic[] }> {
  const { entries, problems } = await callLoader(one, one.loader, config);
  const { name, loader } = one;
  if (problems.length > 0) {
    const told = problems.map((problem) => failed({ name, problem, severity: 'error' }, config));
    return { count: 0, diagnostics: told };
  }
  const keeps = loader.lock || loader.maxAgeMs !== undefined;
  const write = (): void =>
    writeKept(keptFile(config, one), { entries, loadedAt: loader.lock ? 0 : now });
  return { count: entries.length, diagnostics: keeps ? asWritten(write) : [] };
}
