import { existsSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { type Config, isBuiltInTheme } from '../../model/config.ts';
import { nearest } from '../../model/nearest.ts';
import {
  type Ejectable,
  type EjectedFile,
  ejectables,
  ejected,
  findEjectable,
} from '../../theme/eject.ts';
import type { Run } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import type { Printer } from '../print.ts';
import { refusal } from '../refusal.ts';
import { dim, safe } from '../safe-text.ts';
import { version } from '../version.ts';

export const run: Run = async ({ arguments: [asked], options, print, cwd }) => {
  const names = Array.isArray(asked) ? asked : [];
  if (names.length === 0) {
    list(print);
    return exitStatus.ok;
  }
  const config = await loadConfig(loadOptions(options));
  const folder = themeFolder(config);
  const pieces = names.map((name) => chosen(String(name)));
  const files = pieces.map((one) => ejected(one, version, options.wrap === true));
  for (const { path } of files) {
    const place = join(folder, path);
    if (existsSync(place)) {
      const hint = 'change that one, or take it away first';
      throw refusal('eject-exists', `\`${relative(cwd, place)}\` is there already`, hint);
    }
  }
  const wanted = [...new Map(files.map((one) => [one.path, one])).values()];
  for (const file of wanted) {
    await write(join(folder, file.path), file);
    print.result(safe`${relative(cwd, join(folder, file.path))}`);
    if (file.draws.length > 1) print.note(safe`  it draws ${file.draws.join(', ')}`);
  }
  if (print.json) {
    print.document({ files: wanted.map(({ path }) => relative(cwd, join(folder, path))) });
  }
  if (isBuiltInTheme(config.theme)) {
    print.note(safe`set \`theme: './theme'\` in the configuration to use it`);
  }
  if (config.theme === 'plain') {
    print.note(
      safe`it begins with \`plain\` where \`theme/index.ts\` has \`export const theme = extendTheme({ extends: 'plain' })\``,
    );
  }
  return exitStatus.ok;
};

/** Where the site's theme lies, or will. @throws UserError where that is no folder of the site. */
function themeFolder({ theme, root }: Config): string {
  if (isBuiltInTheme(theme)) return join(root, 'theme');
  const folder = resolve(root, theme);
  const found = statSync(folder, { throwIfNoEntry: false });
  const isFolder = found?.isDirectory() ?? (theme.startsWith('.') || isAbsolute(theme));
  if (isFolder) return folder;
  throw refusal(
    'eject-theme',
    `the theme \`${theme}\` is no folder of the site`,
    'name one in the configuration, such as `theme: "./theme"`',
  );
}

/** A part before a layout, a layout before a style that is named as what it is for. */
function chosen(asked: string): Ejectable {
  const [found] = findEjectable(asked);
  if (found !== undefined) return found;
  const all = ejectables().map(({ name }) => name);
  const guess = nearest(asked.replace(/^.*\//, ''), all);
  throw refusal(
    'eject-unknown',
    `the default theme has no \`${asked}\``,
    guess === undefined ? '`rutter eject` lists what it has' : `did you mean \`${guess}\`?`,
  );
}

async function write(place: string, { text }: EjectedFile): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, text, { flag: 'wx' });
}

function list(print: Printer): void {
  const all = ejectables();
  if (print.json) {
    print.document({ ejectable: all });
    return;
  }
  const width = Math.max(...all.map(({ kind, name }) => kind.length + name.length)) + 3;
  for (const { kind, name, purpose, detail } of all) {
    const shown = `${kind}/${name}`.padEnd(width);
    const given = detail.length === 0 ? '' : `; detail: ${detail.join(', ')}`;
    print.result(safe`${shown}${dim(safe`${purpose}${given}`)}`);
  }
}
