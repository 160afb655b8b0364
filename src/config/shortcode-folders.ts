import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { type Config, isBuiltInTheme } from '../model/config.ts';

export type ShortcodeConfig = Pick<Config, 'root' | 'theme' | 'shortcodesDir' | 'dataDir'>;

/** The modules of shortcodes by their names: those of the site go before those of its theme. */
export function shortcodeFiles(config: ShortcodeConfig): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const folder of [...themeFolders(config), config.shortcodesDir]) {
    for (const name of namesIn(folder)) {
      const [, own] = /^([A-Za-z][\w-]*)\.(?:ts|mts|js|mjs)$/.exec(name) ?? [];
      if (own !== undefined && !name.endsWith('.d.ts')) files.set(own, join(folder, name));
    }
  }
  return files;
}

/** A theme that is a folder, or a package, may bring a folder `shortcodes`. */
function themeFolders({ root, theme }: ShortcodeConfig): readonly string[] {
  if (isBuiltInTheme(theme)) return [];
  const path = resolve(root, theme);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [join(path, 'shortcodes')];
  try {
    const manifest = createRequire(join(root, 'x.js')).resolve(`${theme}/package.json`);
    return [join(dirname(manifest), 'shortcodes')];
  } catch {
    return [];
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
