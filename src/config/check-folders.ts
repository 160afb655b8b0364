import { relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';

/**
 * A build replaces its output folder: it must not hold the site's own files, and the content folder
 * must not hold it, or yesterday's pages would be read as today's content. A folder that is given on
 * the command line is called by its flag and is not the fault of the configuration file.
 */
export function checkFolders(config: Config, outDirFlag: string | undefined): Diagnostic[] {
  const rivals = [
    ['the root folder', config.root],
    ['`contentDir`', config.contentDir],
    ['`publicDir`', config.publicDir],
    ['the state folder', config.stateDir],
  ] as const;
  const held = rivals.filter(([, folder]) => contains(config.outDir, folder));
  const around = rivals
    .slice(1)
    .filter(([, folder]) => config.outDir !== folder && contains(folder, config.outDir));
  const named = (list: typeof held) =>
    list.map(([name, folder]) => `${name} \`${shown(config, folder)}\``);
  const out = outDirFlag === undefined ? '`outDir`' : `\`${outDirFlag}\``;
  const at = outDirFlag === undefined ? config : { ...config, configFile: undefined };
  const problems: Diagnostic[] = [];
  if (held.length > 0) {
    // Whoever holds the root folder holds all of it; one cause is told once.
    const whole = held[0]?.[1] === config.root ? held.slice(0, 1) : held;
    problems.push(
      invalid(at, `${out} holds ${listed(named(whole))}, which a build would overwrite`),
    );
  }
  if (around.length > 0) problems.push(invalid(at, `${out} lies inside ${listed(named(around))}`));
  if (config.publicDir === config.contentDir) {
    problems.push(invalid(config, '`publicDir` and `contentDir` are the same folder'));
  }
  return problems;
}

function listed(names: readonly string[]): string {
  return [...names.slice(0, -2), names.slice(-2).join(' and ')].join(', ');
}

function invalid(config: Pick<Config, 'root' | 'configFile'>, message: string): Diagnostic {
  const hint = 'give each folder a place of its own, such as `content`, `public` and `dist`';
  const base = diagnostic({ code: 'config-invalid', message, hint });
  return config.configFile === undefined
    ? base
    : { ...base, file: shown(config, config.configFile) };
}

function contains(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  return path === '' || !(path === '..' || path.startsWith(`..${sep}`));
}

function shown(config: Pick<Config, 'root'>, path: string): string {
  return relative(config.root, path).split(sep).join('/') || '.';
}
