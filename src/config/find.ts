import { stat } from 'node:fs/promises';
import { join } from 'node:path';

const folders = ['', '.config'];
const endings = ['ts', 'mts', 'js', 'mjs'];

/** The site's configuration file, or undefined where it has none. */
export async function findConfigFile(root: string): Promise<string | undefined> {
  for (const folder of folders) {
    for (const ending of endings) {
      const file = join(root, folder, `rutter.config.${ending}`);
      const found = await stat(file).catch(() => undefined);
      if (found?.isFile()) return file;
    }
  }
  return undefined;
}
