import { pathToFileURL } from 'node:url';
import { attribute, Html, html, trusted } from '../../themes/default/html.ts';
import { describeValue } from '../model/findings.ts';
import { defineShortcode, type Shortcode } from './define.ts';

export type LoadedShortcode =
  | { readonly shortcode: Shortcode; readonly problem?: undefined }
  | { readonly problem: string };

/** Loads a module of the site's, TypeScript or not, anew each time. Never throws. */
export async function loadShortcode(file: string, root: string): Promise<LoadedShortcode> {
  try {
    const { createJiti } = await import('jiti');
    const jiti = createJiti(pathToFileURL(`${root}/`).href, {
      fsCache: false,
      moduleCache: false,
      // `import { defineShortcode } from 'rutter'` works where rutter is not installed beside the site.
      virtualModules: { rutter: { attribute, defineShortcode, Html, html, trusted } },
    });
    const loaded: unknown = await jiti.import(file);
    const shortcode =
      typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, 'default') : undefined;
    const problem = problemOf(shortcode);
    return problem === undefined ? { shortcode: shortcode as Shortcode } : { problem };
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    return { problem: `cannot be loaded: ${line.replaceAll(root, '.')}` };
  }
}

function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) {
    return `has no \`defineShortcode({…})\` as its default export, found ${describeValue(value)}`;
  }
  const { render, attributes = {}, content, label } = value as Record<string, unknown>;
  if (typeof render !== 'function') return 'has no function `render` in its default export';
  for (const [key, rule] of [
    ['content', content],
    ['label', label],
  ]) {
    if (rule !== undefined && rule !== 'required' && rule !== 'none') {
      return `has a \`${key}\` that is neither "required" nor "none"`;
    }
  }
  if (typeof attributes !== 'object' || attributes === null) return 'has no group as `attributes`';
  for (const [name, spec] of Object.entries(attributes)) {
    if (!/^[A-Za-z][\w-]*$/.test(name))
      return `has an attribute \`${name}\` that cannot be written`;
    const type: unknown =
      typeof spec === 'object' && spec !== null
        ? (Reflect.get(spec, 'type') ?? 'string')
        : undefined;
    if (!['string', 'number', 'integer', 'boolean'].includes(String(type))) {
      return `does not say what its attribute \`${name}\` is: write \`{ type: 'string' }\``;
    }
  }
  return undefined;
}
