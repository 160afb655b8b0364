import module from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** https://nodejs.org/api/module.html#moduleregisterhooksoptions: Node 22.15 and later. */
type RegisterHooks = (hooks: {
  readonly resolve: (
    specifier: string,
    context: HookContext,
    next: (specifier: string, context: HookContext) => object,
  ) => object;
  readonly load: (
    url: string,
    context: HookContext,
    next: (url: string, context: HookContext) => object,
  ) => object;
}) => { deregister(): void };
interface HookContext {
  readonly parentURL?: string;
  readonly format?: string | null;
}

/** A configuration imports this where Rutter is not installed, and need not load all of it elsewhere. */
const ownModule = `data:text/javascript,${encodeURIComponent(
  'export const defineConfig = (config) => config;',
)}`;

const known = new Set<string>();

/**
 * Imports a file in Node itself, which is a hundred times quicker than a loader that can do more, but
 * for what Node keeps: only the first import of a file by this process is one.
 * @returns the module; undefined where it is not to be tried.
 * @throws what the file throws, or that Node cannot import it.
 */
export async function importOnce(file: string, text: string): Promise<object | undefined> {
  if (known.has(file)) return undefined;
  known.add(file);
  const isTypeScript = /^\.m?ts$/.test(extname(file));
  if (isTypeScript && !stripsTypes()) return undefined;
  const registerHooks: unknown = Reflect.get(module, 'registerHooks');
  if (typeof registerHooks !== 'function') return importWithoutHooks(file, text);
  const { href } = pathToFileURL(file);
  const format = isTypeScript ? 'module-typescript' : 'module';
  const hooks = (registerHooks as RegisterHooks)({
    resolve: (specifier, context, next) =>
      specifier === 'rutter' && !context.parentURL?.includes('/node_modules/')
        ? { url: ownModule, format: 'module', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) => next(url, url === href ? { ...context, format } : context),
  });
  try {
    return (await import(href)) as object;
  } finally {
    hooks.deregister();
  }
}

/**
 * As far as it goes without a hook for our own name. A file that imports nothing else but Node's own is
 * as good without its place: it is imported from its text. Elsewhere our name is a package, which may
 * not be there, or lead to all of Rutter.
 */
async function importWithoutHooks(file: string, text: string): Promise<object | undefined> {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const others = [...code.matchAll(/\b(?:from|import)\s*(['"])(.*?)\1/g)]
    .map(([, , specifier = '']) => specifier)
    .filter((specifier) => !specifier.startsWith('node:'));
  // Only the ending says what such a Node takes a file for.
  if (!others.includes('rutter') && extname(file) === '.mjs') {
    return (await import(pathToFileURL(file).href)) as object;
  }
  const hasPlace = /\bimport\s*[.(]|\brequire\b|\b__(?:file|dir)name\b/.test(code);
  if (hasPlace || others.some((specifier) => specifier !== 'rutter')) return undefined;
  const alone = text.replaceAll(/(\bfrom\s*)(['"])rutter\2/g, `$1$2${ownModule}$2`);
  try {
    return (await import(`data:text/javascript,${encodeURIComponent(alone)}`)) as object;
  } catch {
    // Its lines are not those of the file.
    return undefined;
  }
}

/** Silently: the versions before did so with a warning. */
function stripsTypes(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isSilent = major > 24 || (major === 24 && minor >= 3) || (major === 22 && minor >= 18);
  return isSilent && Reflect.get(process.features, 'typescript') === 'strip';
}
