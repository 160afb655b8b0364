import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { defineConfig } from './define.ts';

/**
 * Runs a configuration file and answers its default export; a function is called and a promise
 * awaited. Each call runs the file anew, so that `dev` sees changes, and with it what it imports of the
 * site, but for modules in plain JavaScript that Node itself has loaded before.
 * @throws whatever the file throws; NoDefaultExport.
 */
export async function evaluate(file: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const jiti = createJiti(file, {
    moduleCache: false,
    fsCache: false,
    interopDefault: false,
    // `import { defineConfig } from 'rutter'` must work where rutter is not installed beside the site.
    virtualModules: { rutter: { defineConfig } },
  });
  const module: unknown = await jiti.evalModule(await readFile(file, 'utf8'), {
    filename: file,
    ext: extname(file),
    async: true,
    // Or Node would load an `.mjs` file, and never load it again.
    forceTranspile: true,
  });
  if (typeof module !== 'object' || module === null || !('default' in module)) {
    throw new NoDefaultExport();
  }
  const exported = module.default;
  return typeof exported === 'function' ? await exported() : await exported;
}

export class NoDefaultExport extends Error {
  override readonly name = 'NoDefaultExport';
}
