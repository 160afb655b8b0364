import { join, relative, sep } from 'node:path';
import { type Builder, type BuildResult, createBuilder } from '../build.ts';
import type { Config } from '../model/config.ts';
import { type Diagnostic, UserError } from '../model/diagnostic.ts';
import type { ListenOptions } from './listen.ts';
import { createLive, type Live } from './live.ts';
import { type Serving, serve } from './serve.ts';
import type { ServedSite } from './served-site.ts';
import { type Change, type Watcher, watchSite } from './watch.ts';

export interface DevOptions {
  /** Called at the start and whenever the configuration changes. Throws UserError. */
  loadConfig(): Promise<Config>;
  readonly address: ListenOptions;
  onEvent(event: DevEvent): void;
}

export type DevEvent =
  | {
      readonly kind: 'built';
      readonly result: BuildResult;
      /** Relative to the root, what made us build; empty for the first time. */
      readonly changed: readonly string[];
      readonly root: string;
    }
  /** The last good site is served on. */
  | {
      readonly kind: 'failed';
      readonly diagnostics: readonly Diagnostic[];
      readonly changed: readonly string[];
      readonly root: string;
    }
  /** Our own mistake; we go on at the next change. */
  | { readonly kind: 'bug'; readonly error: unknown };

/** What is made anew when the configuration changes. */
interface Project {
  readonly config: Config;
  readonly builder: Builder;
  readonly watcher: Watcher;
}

/**
 * Builds the site into a folder of its own, serves it, and builds it again at every change.
 * @throws UserError where the first configuration is wrong or the address cannot be had.
 */
export async function startDev(options: DevOptions): Promise<Serving> {
  const live = createLive();
  const requests = createQueue((change) => rebuild(change));
  let project = await openProject(await options.loadConfig(), requests.add);
  let configProblems: readonly Diagnostic[] = [];
  let served: ServedSite | undefined;
  let build = 0;
  // The index of the search is made when a browser asks for it, and goes with the next change.
  let isSearchWanted = false;

  const fail = (diagnostics: readonly Diagnostic[], changed: readonly string[]): void => {
    live.tell({ build, problems: diagnostics });
    options.onEvent({ kind: 'failed', diagnostics, changed, root: project.config.root });
  };

  const reload = async (): Promise<void> => {
    const next = await openProject(await options.loadConfig(), requests.add);
    const old = project;
    project = next;
    await old.watcher.close();
  };

  const rebuild = async (change: Change): Promise<void> => {
    const root = project.config.root;
    const changed = change.paths.map((path) => relative(root, path).split(sep).join('/'));
    try {
      if (change.configuration) {
        configProblems = [];
        await reload();
      }
      const { config, builder } = project;
      const search = isSearchWanted;
      isSearchWanted = false;
      const result = await builder.build({ search });
      if (result.readFrom !== undefined) project.watcher.also(result.readFrom);
      const { manifest } = result;
      const errors = result.diagnostics.filter((one) => one.severity === 'error');
      if (!result.ok || manifest === undefined) return fail(errors, changed);
      const written = result.written.filter(isShown);
      const removed = result.removed.filter(isShown);
      const anew = written.length + removed.length > 0;
      const moved = served?.base !== config.site.base;
      served = { outDir: devFolder(config), base: config.site.base, manifest };
      if (anew || moved) build += 1;
      if (!search || anew || moved) live.tell({ build, problems: configProblems });
      const isTold =
        !search || anew || result.diagnostics.some(({ code }) => code === 'search-index');
      if (isTold)
        options.onEvent({ kind: 'built', result: { ...result, written, removed }, changed, root });
    } catch (error) {
      if (!(error instanceof UserError)) {
        options.onEvent({ kind: 'bug', error });
        return;
      }
      if (change.configuration) configProblems = error.diagnostics;
      fail(error.diagnostics, changed);
    }
  };

  try {
    requests.add({ paths: [], configuration: false });
    await requests.idle();
    const { host } = options.address;
    const { base } = project.config.site;
    const current = async () => served;
    const later = async (target: string): Promise<boolean> => {
      const isIndex = /\/pagefind(?:-entry\.json|\.js)(?:\?|$)/.test(target);
      if (!isIndex || !project.config.search.enabled) return false;
      isSearchWanted = true;
      requests.add({ paths: [], configuration: false });
      await requests.idle();
      return true;
    };
    const serving = await serve({ address: options.address, base, host, current, later, live });
    return {
      ...serving,
      close: async () => {
        await close(live, project);
        await serving.close();
        await requests.idle();
      },
    };
  } catch (error) {
    await close(live, project);
    throw error;
  }
}

async function close(live: Live, project: Project): Promise<void> {
  live.close();
  await project.watcher.close();
}

/** All but the index of the search, which is made only when it is asked for. */
function isShown(path: string): boolean {
  return !path.startsWith('pagefind/');
}

/** Of its own, so that the site that was built stays as it is. */
function devFolder(config: Config): string {
  return join(config.stateDir, 'dev');
}

async function openProject(config: Config, onChange: (change: Change) => void): Promise<Project> {
  const builder = createBuilder({ ...config, outDir: devFolder(config) });
  const watcher = await watchSite(config, onChange);
  watcher.also(builder.readFrom());
  return { config, builder, watcher };
}

interface Queue {
  add(change: Change): void;
  /** Resolves when nothing is being done. */
  idle(): Promise<void>;
}

/** One after the other; what comes while one is being done is done together afterwards. */
function createQueue(work: (change: Change) => Promise<void>): Queue {
  let waiting: Change | undefined;
  let running: Promise<void> | undefined;
  const drain = async (): Promise<void> => {
    while (waiting !== undefined) {
      const next = waiting;
      waiting = undefined;
      await work(next);
    }
    running = undefined;
  };
  return {
    add: (change) => {
      waiting = {
        paths: [...new Set([...(waiting?.paths ?? []), ...change.paths])].sort(),
        configuration: change.configuration || (waiting?.configuration ?? false),
      };
      running ??= drain();
    },
    idle: async () => running,
  };
}
