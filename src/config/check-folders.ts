import { relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';

/**
 * A build replaces its output folder: it must not hold the site's own files, and the content folder
 * must not hold it, or yesterday's pages would be read as today's content.
 */
export function checkFolders(config: Config): Diagnostic[] {
  const rivals = [
    ['the root folder', config.root],
    ['`contentDir`', config.contentDir],
    ['`publicDir`', config.publicDir],
    ['the state folder', config.stateDir],
  ] as const;
  const problems = rivals
    .filter(([, folder]) => contains(config.outDir, folder))
    .map(([name, folder]) =>
      invalid(
        config,
        `\`outDir\` holds ${name} \`${shown(config, folder)}\`, which a build would overwrite`,
      ),
    );
  for (const [name, folder] of rivals.slice(1)) {
    if (config.outDir !== folder && contains(folder, config.outDir)) {
      problems.push(invalid(config, `\`outDir\` lies inside ${name} \`${shown(config, folder)}\``));
    }
  }
  if (config.publicDir === config.contentDir) {
    problems.push(invalid(config, '`publicDir` and `contentDir` are the same folder'));
  }
  return problems;
}

function invalid(config: Config, message: string): Diagnostic {
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

function shown(config: Config, path: string): string {
  return relative(config.root, path).split(sep).join('/') || '.';
}
