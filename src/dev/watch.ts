import { basename, join, relative, sep } from 'node:path';
import { watch as chokidar, type FSWatcher } from 'chokidar';
import type { Config } from '../model/config.ts';

export interface Change {
  /** Absolute, sorted. */
  readonly paths: readonly string[];
  /** The configuration itself is among them. */
  readonly configuration: boolean;
}

export interface Watcher {
  /** Resolves when every later change is noticed. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Changes that come closer together than this are one: an editor touches several files at a save. */
const settleMs = 40;

/** Watches all that a site is made from, but for what it is made into. */
export function watchSite(config: Config, onChange: (change: Change) => void): Watcher {
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
      onChange({ paths, configuration: paths.some((one) => isConfiguration(one, config)) });
    }, settleMs);
  };
  const watchers = [sourceWatcher(config), configurationWatcher(config)];
  for (const watcher of watchers) {
    watcher.on('all', (_event, path) => noticed(path));
    // What cannot be watched (a folder without permission) is still built at the next change.
    watcher.on('error', () => {});
  }
  return {
    ready: Promise.all(
      watchers.map((one) => new Promise<void>((resolve) => one.once('ready', () => resolve()))),
    ).then(() => undefined),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await Promise.all(watchers.map((one) => one.close()));
    },
  };
}

function sourceWatcher(config: Config): FSWatcher {
  const evidence = join(config.stateDir, 'evidence');
  const theme = /^[./]/.test(config.theme) ? [join(config.root, config.theme)] : [];
  const roots = [config.contentDir, config.publicDir, ...theme];
  return chokidar([...roots, evidence], {
    ignoreInitial: true,
    ignored: (path) => {
      if (within(path, evidence)) return false;
      if (within(path, config.outDir) || within(path, config.stateDir)) return true;
      const root = roots.find((one) => within(path, one));
      return root !== undefined && relative(root, path).split(sep).some(isLeftOut);
    },
  });
}

/** Only the folders themselves: a configuration file may appear where there was none. */
function configurationWatcher(config: Config): FSWatcher {
  const places = [config.root, join(config.root, '.config')];
  return chokidar(config.configFile === undefined ? places : [...places, config.configFile], {
    ignoreInitial: true,
    depth: 0,
    ignored: (path, stats) =>
      !places.includes(path) && (stats?.isFile() === false || !isConfiguration(path, config)),
  });
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
