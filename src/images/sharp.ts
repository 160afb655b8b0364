import { createRequire } from 'node:module';

export type Sharp = typeof import('sharp').default;

const require = createRequire(import.meta.url);
let loaded: Sharp | Error | undefined;

/** The package that makes images anew, loaded at the first call; what went wrong where there is none. */
export function loadSharp(): Sharp | Error {
  loaded ??= load();
  return loaded;
}

function load(): Sharp | Error {
  try {
    const found: Sharp & { readonly default?: Sharp } = require('sharp');
    const sharp = found.default ?? found;
    // Each image is read once, so keeping what was read costs memory only.
    sharp.cache(false);
    return sharp;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
