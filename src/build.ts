import { type LoadOptions, loadConfig } from './config/load.ts';
import { type Scanned, scan } from './content/scan.ts';
import { openMemory } from './memory/build-memory.ts';
import { inputsDigest } from './memory/inputs.ts';
import { readFromOf } from './memory/read-from.ts';
import type { BuildOptions, BuildResult, CheckResult, ReadFrom } from './model/build.ts';
import type { Config } from './model/config.ts';
import { judge } from './model/judge.ts';
import { readManifest } from './output/manifest.ts';
import { stillStands } from './output/still-stands.ts';
import { buildTime } from './site/build-time.ts';

export type * from './model/build.ts';

/** Builds one site again and again; what has not changed since an earlier build is not made again. */
export interface Builder {
  /** Publishes the site to `config.outDir`, unless something is wrong with it. Never runs a step. */
  build(options?: BuildOptions): Promise<BuildResult>;
  /** Everything that `build` would say, without writing anything. */
  check(options?: BuildOptions): Promise<CheckResult>;
  /** What `dev` has to watch even where nothing can be built: the code of the site, and what it names. */
  readFrom(): ReadFrom;
}

/**
 * Loads the configuration and builds the site once.
 * @throws UserError for what is wrong with the configuration; everything else is in the result.
 */
export async function build(options: LoadOptions & BuildOptions = {}): Promise<BuildResult> {
  return createBuilder(await loadConfig(options)).build(options);
}

/** Builds the same site again and again, each time from what the last build has left. */
export function createBuilder(config: Config): Builder {
  const memory = openMemory(config);

  async function check(options: BuildOptions = {}): Promise<CheckResult> {
    const started = performance.now();
    options.profile?.phase('scan');
    const given = { config, memory, scanned: await look(config, options), code: memory.code() };
    const { checkSite } = await import('./build-site.ts');
    const found = await checkSite(given, options);
    return { ...found, durationMs: performance.now() - started };
  }

  async function build(options: BuildOptions = {}): Promise<BuildResult> {
    const started = performance.now();
    const finish = (rest: Omit<BuildResult, 'durationMs'>): BuildResult => ({
      ...rest,
      durationMs: performance.now() - started,
    });
    options.profile?.phase('scan');
    const scanned = await look(config, options);
    const code = memory.code();
    const seen = inputsDigest(config, scanned, code);
    const inputs = seen && (options.search === false ? `${seen} unsearched` : seen);
    const now = options.now ?? clock();
    const last = options.force === true ? undefined : memory.lastBuild(inputs, now);
    if (last !== undefined && (await stillStands({ ...config, site: last.site }))) {
      const manifest = await readManifest(config.outDir);
      if (manifest !== undefined) {
        const unchanged = Object.keys(manifest.files).length;
        const { pages, runbooks } = last;
        const same = { pages, runbooks, manifest, written: [], removed: [], unchanged };
        const readFrom = readFromOf(
          code,
          last.reads.map((path) => ({ path })),
        );
        return finish({ ...same, ...judge(last.diagnostics, options), readFrom });
      }
    }
    const { buildSite } = await import('./build-site.ts');
    return finish(await buildSite({ config, memory, scanned, code, inputs }, options));
  }

  return { build, check, readFrom: () => readFromOf(memory.code(), []) };
}

/** What the content folder has, and what loaders give beside it. */
async function look(config: Config, { offline }: BuildOptions): Promise<Scanned> {
  if (config.collections.every(({ loader }) => loader === undefined)) return scan(config);
  const { loadPages } = await import('./loaders/load-pages.ts');
  const told = await loadPages(config, { offline });
  const scanned = scan(config);
  return { ...scanned, diagnostics: [...told, ...scanned.diagnostics] };
}

/** Undefined: it is wrong, and the build will say so. */
function clock(): number | undefined {
  try {
    return buildTime(process.env);
  } catch {
    return undefined;
  }
}
