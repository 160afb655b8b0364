import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { watch as chokidar, type FSWatcher } from 'chokidar';
import type { ReadFrom } from '../model/build.ts';
import { type Config, isBuiltInTheme } from '../model/config.ts';

export interface Change {
  /** Absolute, sorted. */
  readonly paths: readonly string[];
  /** The configuration itself is among them. */
  readonly configuration: boolean;
}

export interface Watcher {
  /** Files that were found to have a part in the site, too. */
  also(files: ReadFrom): void;
  close(): Promise<void>;
}

/**
 * Changes that come closer together than this are one: an editor touches several files at a save.
 * More than the 50 ms for which chokidar keeps silent about a file after it told of a change: what it
 * keeps to itself is written before we read.
 */
const settleMs = 60;

type OnChange = (change: Change) => void;

/**
 * Watches all that a site is made from, the evidence included, but for what it is made into. The
 * watcher is given back when every later change is noticed.
 */
export async function watchSite(config: Config, onChange: OnChange): Promise<Watcher> {
  const evidence = join(config.stateDir, 'evidence');
  // What does not exist cannot be watched.
  await mkdir(evidence, { recursive: true });
  const theme = themePlaces(config);
  const { contentDir, publicDir, dataDir, shortcodesDir } = config;
  const isLocked = config.collections.some(({ loader }) => loader?.lock === true);
  const locks = isLocked ? [join(config.root, 'loaded')] : [];
  const sources = [contentDir, publicDir, dataDir, shortcodesDir, ...locks, ...theme];
  const watcher = await watch(config, { sources, state: [evidence] }, onChange);
  const { enabled, fonts, logo = [] } = config.cards;
  if (enabled) watcher.also({ beside: fonts.concat(logo), code: [] });
  return watcher;
}

/** A theme of the site's own; of a package nothing is watched. */
function themePlaces({ theme, root }: Config): readonly string[] {
  if (isBuiltInTheme(theme)) return [];
  const place = resolve(root, theme);
  return /^[./]/.test(theme) || existsSync(place) ? [place] : [];
}

/** Watches what `verify` reads: the pages and the configuration. Otherwise as `watchSite`. */
export async function watchPages(config: Config, onChange: OnChange): Promise<Watcher> {
  return await watch(config, { sources: [config.contentDir], state: [] }, onChange);
}

interface Watched {
  /** Folders of the author's. */
  readonly sources: readonly string[];
  /** Folders of ours. */
  readonly state: readonly string[];
}

async function watch(config: Config, watched: Watched, onChange: OnChange): Promise<Watcher> {
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const noticed = (path: string): void => {
    if (closed) return;
    pending.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = [...pending].sort();
      pending.clear();
      const isCode = (path: string): boolean =>
        also.code.has(path) || isConfiguration(path, config);
      onChange({ paths, configuration: paths.some(isCode) });
    }, settleMs);
  };
  const sources = sourceWatcher(config, watched).on('all', (_event, path) => noticed(path));
  const configuration = configurationWatcher(config, watched).on('all', (_event, path) => {
    // A folder that was not there cannot have been watched.
    if (watched.sources.includes(path)) sources.add(path);
    // The folders that it may lie in change, too.
    if (watched.sources.includes(path) || isConfiguration(path, config)) noticed(path);
  });
  const also = alsoWatcher(config, watched, noticed);
  const watchers = [sources, configuration];
  for (const watcher of watchers) {
    // What cannot be watched (a folder without permission) is still built at the next change.
    watcher.on('error', () => {});
  }
  await Promise.all(watchers.map((one) => once(one, 'ready')));
  return {
    also: also.add,
    close: async () => {
      closed = true;
      clearTimeout(timer);
      also.close();
      await Promise.all(watchers.map((one) => one.close()));
    },
  };
}

function sourceWatcher(config: Config, { sources, state }: Watched): FSWatcher {
  return chokidar([...sources, ...state], {
    ignoreInitial: true,
    ignored: (path) => {
      if (state.some((one) => within(path, one))) return false;
      if (within(path, config.outDir) || within(path, config.stateDir)) return true;
      const root = sources.find((one) => within(path, one));
      return root !== undefined && relative(root, path).split(sep).some(isLeftOut);
    },
  });
}

/** The folders that it may lie in, and nothing else of them: it may appear where there was none. */
function configurationWatcher(config: Config, { sources }: Watched): FSWatcher {
  const folders = [config.root, join(config.root, '.config')];
  const file = config.configFile === undefined ? [] : [config.configFile];
  return chokidar([config.root, ...file], {
    ignoreInitial: true,
    depth: 1,
    ignored: (path) =>
      !folders.includes(path) && !sources.includes(path) && !isConfiguration(path, config),
  });
}

/** How often single files are looked at; there are few of them. */
const lookMs = 200;

/** Single files wherever they lie, also those that are not there yet: they are looked at again and again. */
function alsoWatcher(config: Config, { sources }: Watched, noticed: (path: string) => void) {
  const { root } = config;
  const stamps = new Map<string, string>();
  /** Absolute paths of modules: when one changes, so does the configuration. */
  const code = new Set<string>();
  const look = (): void => {
    for (const [path, stamp] of stamps) {
      const now = stampOf(path);
      if (now === stamp) continue;
      stamps.set(path, now);
      noticed(path);
    }
  };
  const timer = setInterval(look, lookMs);
  timer.unref();
  return {
    code,
    add(found: ReadFrom): void {
      for (const file of found.code) code.add(join(root, file));
      for (const file of [...found.beside, ...found.code]) {
        const path = join(root, file);
        const isWatched = isConfiguration(path, config) || sources.some((one) => within(path, one));
        if (!isWatched && !stamps.has(path)) stamps.set(path, stampOf(path));
      }
    },
    close: () => clearInterval(timer),
  };
}

function stampOf(path: string): string {
  try {
    const { size, mtimeMs, ctimeMs, ino } = statSync(path);
    return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
  } catch {
    return '';
  }
}

function isConfiguration(path: string, config: Config): boolean {
  return path === config.configFile || /^rutter\.config\.m?[jt]s$/.test(basename(path));
}

function isLeftOut(name: string): boolean {
  return name === 'node_modules' || (name.startsWith('.') && name !== '..');
}

function within(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
