import { statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { attribute, dataBlock, Html, html, trusted } from '../../themes/default/html.ts';
import type { Config } from '../model/config.ts';
import { diagnostic, UserError } from '../model/diagnostic.ts';
import type { Theme } from '../model/theme.ts';
import { guarded } from './guarded.ts';
import { themeProblems } from './problems.ts';

/**
 * The theme a configuration names: `default`, a file or folder (relative to the site's root), or a
 * package the site has installed. A theme of the user's is read anew each time and may be TypeScript.
 * @throws UserError when it cannot be loaded or is no theme.
 */
export async function loadTheme(config: Pick<Config, 'theme' | 'root'>): Promise<Theme> {
  if (config.theme === 'default') {
    const { theme } = await import('../../themes/default/index.ts');
    return theme;
  }
  const exported = await load(config.theme, config.root);
  const candidate = themeOf(exported);
  const problems = themeProblems(candidate);
  if (problems.length > 0) {
    throw new UserError([
      diagnostic({
        code: 'theme-invalid',
        message: `the theme \`${config.theme}\` is not one: ${problems.join('; ')}`,
        hint: 'export a `theme` with a `name`, a method `assets()` and a method `render(view, site)`',
      }),
    ]);
  }
  return guarded(candidate as Theme, config.theme);
}

/** An exported `theme`, or the default export where there is none. */
function themeOf(exported: unknown): unknown {
  if (typeof exported !== 'object' || exported === null) return undefined;
  if ('theme' in exported) return exported.theme;
  return 'default' in exported ? exported.default : undefined;
}

async function load(name: string, root: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const jiti = createJiti(pathToFileURL(`${root}/`).href, {
    fsCache: false,
    moduleCache: false,
    // `import { html } from 'rutter'` works where rutter is not installed beside the site.
    virtualModules: { rutter: { attribute, dataBlock, Html, html, trusted, UserError } },
  });
  const file = target(name, root);
  try {
    return await jiti.import(file);
  } catch (error) {
    const missing = firstLine(error) === `Cannot find module '${file}'`;
    throw new UserError([
      diagnostic({
        code: 'theme-load',
        message: `the theme \`${name}\` ${missing ? 'is not there' : `could not be loaded: ${firstLine(error)}`}`,
        hint: 'name `default`, a folder or file relative to the configuration, or an installed package',
        details: missing ? undefined : stackOf(error),
      }),
    ]);
  }
}

/** A path when it looks like one or is there; otherwise the name of a package. */
function target(name: string, root: string): string {
  const path = resolve(root, name);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return `${path}/index`;
  return found !== undefined || isAbsolute(name) || name.startsWith('.') ? path : name;
}

function firstLine(error: unknown): string {
  const [line = ''] = String(error instanceof Error ? error.message : error).split('\n', 1);
  return line;
}

function stackOf(error: unknown): readonly string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines.slice(0, 8).map((line) => line.trim());
}
