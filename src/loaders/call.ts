import { relative, sep } from 'node:path';
import { filesBeside } from '../content/files-beside.ts';
import { findData } from '../data/find-data.ts';
import type { CollectionConfig, Config } from '../model/config.ts';
import type { LoaderConfig, LoaderContext } from '../model/loader.ts';
import { type CheckedEntries, checkEntries } from './check-entries.ts';

export type CallConfig = Pick<Config, 'root' | 'dataDir' | 'outDir' | 'stateDir'>;

/** Calls a loader, within its time. Never throws: a failure is a problem in words that follow "the loader". */
export async function callLoader(
  { name }: Pick<CollectionConfig, 'name'>,
  { load, timeoutMs }: LoaderConfig,
  config: CallConfig,
): Promise<CheckedEntries> {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckedEntries>((resolve) => {
    timer = setTimeout(() => {
      over.abort(new Error('the loader took too long'));
      resolve({ entries: [], problems: [`did not end within ${timeoutMs} ms`] });
    }, timeoutMs);
  });
  try {
    return await Promise.race([late, called()]);
  } finally {
    clearTimeout(timer);
  }

  async function called(): Promise<CheckedEntries> {
    try {
      return await checkEntries(await load(contextOf(name, config, over.signal)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const [line = ''] = reason.split('\n', 1);
      return { entries: [], problems: [`failed: ${line.replaceAll(config.root, '.')}`] };
    }
  }
}

function contextOf(collection: string, config: CallConfig, signal: AbortSignal): LoaderContext {
  const { root, dataDir } = config;
  const reader = filesBeside(config).reader();
  const folder = relative(root, dataDir).split(sep).join('/');
  return {
    collection,
    root,
    signal,
    data: (name) => structuredClone(findData(String(name), folder, reader)),
    readFile(path) {
      const read = reader.readFile(String(path));
      if (read.problem === undefined) return read.text;
      throw new Error(`\`${read.path}\` cannot be read (${read.problem})`);
    },
  };
}
