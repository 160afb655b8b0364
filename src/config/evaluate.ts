import { extname } from 'node:path';
import { defineConfig } from './define.ts';
import { importOnce } from './native.ts';

/**
 * Runs a configuration file and answers its default export; a function is called and a promise
 * awaited. Each call runs the file anew, so that `dev` sees changes, and with it what it imports of the
 * site, but for modules in plain JavaScript that Node itself has loaded before.
 * @param isSound what Node's own loader makes of the file is taken where this holds, and else what jiti
 * makes of it, which forgives more and says where it could not.
 * @throws whatever the file throws; NoDefaultExport.
 */
export async function evaluate(
  file: string,
  text: string,
  isSound: (value: unknown) => boolean,
): Promise<unknown> {
  const native = await attempt(file, text);
  if (native !== undefined && 'value' in native && isSound(native.value)) return native.value;
  try {
    return await exportOf(await loadedByJiti(file, text));
  } catch (error) {
    // Where both fail alike, the lines and columns of Node are those of the file.
    throw native !== undefined && 'error' in native && isSame(native.error, error)
      ? native.error
      : error;
  }
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

async function attempt(file: string, text: string): Promise<Outcome | undefined> {
  try {
    const module = await importOnce(file, text);
    return module === undefined ? undefined : { value: await exportOf(module) };
  } catch (error) {
    return { error };
  }
}

async function loadedByJiti(file: string, text: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const jiti = createJiti(file, {
    moduleCache: false,
    fsCache: false,
    interopDefault: false,
    // `import { defineConfig } from 'rutter'` must work where rutter is not installed beside the site.
    virtualModules: { rutter: { defineConfig } },
  });
  return jiti.evalModule(text, {
    filename: file,
    ext: extname(file),
    async: true,
    // Or Node would load an `.mjs` file, and never load it again.
    forceTranspile: true,
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return one instanceof Error && other instanceof Error && one.message === other.message;
}

async function exportOf(module: unknown): Promise<unknown> {
  if (typeof module !== 'object' || module === null || !('default' in module)) {
    throw new NoDefaultExport();
  }
  const exported = module.default;
  return typeof exported === 'function' ? await exported() : await exported;
}

export class NoDefaultExport extends Error {
  override readonly name = 'NoDefaultExport';
}
