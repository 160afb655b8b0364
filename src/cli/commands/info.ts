import { relative, resolve } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import type { Config, EngineName } from '../../model/config.ts';
import { type Diagnostic, UserError } from '../../model/diagnostic.ts';
import { findEngines } from '../../sandbox/engines.ts';
import type { Run } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import type { Printer } from '../print.ts';
import { printDiagnostics } from '../print-diagnostics.ts';
import { dim, green, type SafeText, safe, yellow } from '../safe-text.ts';
import { version } from '../version.ts';

interface EngineInfo {
  readonly name: string;
  readonly usable: boolean;
  /** What it is, or why it is not usable. */
  readonly description: string;
  readonly images: readonly {
    readonly image: string;
    readonly available: boolean;
    readonly reason?: string;
  }[];
}

export const run: Run = async ({ options, print, cwd }) => {
  const root = resolve(options.root ?? '.');
  const { config, diagnostics } = await readConfig(loadOptions(options));
  const engines = await enginesFor(
    config?.verify.engine ?? options.engine ?? 'auto',
    config?.verify.image ?? 'debian:12',
  );
  if (print.json) {
    const { node } = process.versions;
    const { platform, arch } = process;
    const known = config === undefined ? {} : { config: foldersOf(config) };
    print.document({ rutter: version, node, platform, arch, root, ...known, engines, diagnostics });
  } else {
    const shown = (path: string) => relative(cwd, path) || '.';
    row(print, 'rutter', safe`${version}`);
    row(print, 'node', safe`${process.version} on ${process.platform} ${process.arch}`);
    row(print, 'root', safe`${root}`);
    if (config !== undefined) {
      const { configFile, contentDir, publicDir, outDir, stateDir } = config;
      row(
        print,
        'config',
        configFile === undefined
          ? safe`${dim('no file; every default holds')}`
          : safe`${shown(configFile)}`,
      );
      row(print, 'content', safe`${shown(contentDir)}, public files in ${shown(publicDir)}`);
      row(print, 'output', safe`${shown(outDir)}, state in ${shown(stateDir)}`);
    }
    for (const engine of engines) printEngine(print, engine);
  }
  printDiagnostics(diagnostics, { print, root, cwd });
  return diagnostics.length === 0 ? exitStatus.ok : exitStatus.usage;
};

async function readConfig(options: Parameters<typeof loadConfig>[0]): Promise<{
  readonly config?: Config;
  readonly diagnostics: readonly Diagnostic[];
}> {
  try {
    return { config: await loadConfig(options), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { diagnostics: error.diagnostics };
  }
}

function foldersOf({ configFile, contentDir, publicDir, outDir, stateDir, theme }: Config) {
  return { configFile: configFile ?? null, contentDir, publicDir, outDir, stateDir, theme };
}

async function enginesFor(
  wanted: 'auto' | EngineName,
  image: string,
): Promise<readonly EngineInfo[]> {
  const { engines, refused } = await findEngines(wanted, { defaultImage: image, thorough: true });
  try {
    const usable = engines.map(async (engine): Promise<EngineInfo> => {
      const { name, description } = engine;
      const answer = await engine.provides({ image, network: 'none', privileges: 'strict' });
      const found = answer.ok
        ? { image, available: true }
        : { image, available: false, reason: answer.reason };
      return { name, usable: true, description, images: [found] };
    });
    const unusable = refused.map(
      ({ name, reason }): EngineInfo => ({ name, usable: false, description: reason, images: [] }),
    );
    return [...(await Promise.all(usable)), ...unusable];
  } finally {
    await Promise.all(engines.map((engine) => engine[Symbol.asyncDispose]()));
  }
}

function printEngine(print: Printer, { name, usable, description, images }: EngineInfo): void {
  const [first = '', ...more] = description.split('\n');
  const about = usable ? safe`${green('✓')} ${first}` : safe`${yellow('✗')} ${name}: ${first}`;
  row(print, 'engine', about);
  for (const line of more) row(print, '', safe`  ${line}`);
  for (const { image, available, reason } of images) {
    row(
      print,
      '',
      safe`  image ${image}: ${available ? 'available' : (reason ?? 'not available')}`,
    );
  }
}

function row(print: Printer, name: string, value: SafeText): void {
  print.result(safe`${dim(name.padEnd(8))} ${value}`);
}
