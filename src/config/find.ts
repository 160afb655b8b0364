import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnostic, UserError } from '../model/diagnostic.ts';

const folders = ['', '.config'];
const endings = ['ts', 'mts', 'js', 'mjs'];

/**
 * The site's configuration file, or undefined where it has none.
 * @throws UserError where there are several, as only one of them could hold.
 */
export async function findConfigFile(root: string): Promise<string | undefined> {
  const names = folders.flatMap((folder) =>
    endings.map((ending) => join(folder, `rutter.config.${ending}`)),
  );
  const isThere = await Promise.all(names.map((name) => isFile(join(root, name))));
  const found = names.filter((_, index) => isThere[index]).map((name) => name.replace(/\\/g, '/'));
  const [first, second] = found;
  if (first === undefined) return undefined;
  if (second === undefined) return join(root, first);
  const several = diagnostic({
    code: 'config-load',
    message: `there is more than one configuration file: ${found.map((name) => `\`${name}\``).join(', ')}`,
    hint: 'keep one of them, or choose one with `--config`',
  });
  throw new UserError([{ ...several, file: first }]);
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
