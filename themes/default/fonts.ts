import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { asset, compact, read } from './files.ts';

/** Made by `scripts/make-fonts` when Rutter is built, from fonts that come as packages. */
const made = read('fonts/fonts.css');
const names = [...made.matchAll(/url\("([\w-]+)\.woff2"\)/g)].map(([, name = '']) => name);
const files = new Map(
  names.map((name) => {
    const bytes = readFileSync(new URL(`fonts/${name}.woff2`, import.meta.url));
    return [name, asset(name, 'woff2', bytes)];
  }),
);

/** Which file has which characters: a browser fetches what a page shows, and no more. */
export const fontFaces = compact(
  made.replace(
    /url\("([\w-]+)\.woff2"\)/g,
    (_, name: string) => `url("${basename(pathOf(name))}")`,
  ) + read('styles/fonts.css'),
);

export const fontFiles = [...files.values()].map((one) => ({ ...one, from: 'theme default' }));

/** What every page in Latin letters shows at once, and so is fetched beside the style sheet. */
export const earlyFonts: readonly string[] = ['text-basic', 'head-basic'].map(pathOf);

function pathOf(name: string): string {
  return files.get(name)?.path ?? '';
}
