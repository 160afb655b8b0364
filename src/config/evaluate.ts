import { defineConfig } from './define.ts';

/**
 * Runs a configuration file and answers its default export; a function is called and a promise
 * awaited. Each call runs the file and what it imports of the site anew, so that `dev` sees changes.
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
  const module: unknown = await jiti.import(file);
  if (typeof module !== 'object' || module === null || !('default' in module)) {
    throw new NoDefaultExport();
  }
  const exported = module.default;
  return typeof exported === 'function' ? await exported() : await exported;
}

export class NoDefaultExport extends Error {
  override readonly name = 'NoDefaultExport';
}
