import { readFileSync } from 'node:fs';

/** The package's own description, from the sources or from `lib`. */
function readManifest(): { readonly version: string; readonly bugs?: { readonly url?: string } } {
  for (const up of ['../../', '../../../']) {
    try {
      return JSON.parse(readFileSync(new URL(`${up}package.json`, import.meta.url), 'utf8'));
    } catch {
      // Compiled, there is one folder more.
    }
  }
  return { version: 'unknown' };
}

export const { version, bugs } = readManifest();
