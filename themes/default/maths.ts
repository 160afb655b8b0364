import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { asset, compact, type Needed, read } from './assets.ts';

const require = createRequire(import.meta.url);

let made: Needed | undefined;

/**
 * The style of formulas: Temml's, ours, and two fonts. A browser fetches the large one only where the
 * system has no font for formulas.
 */
export function maths(): Needed {
  made ??= make();
  return made;
}

function make(): Needed {
  const letters = font('temml', 'temml/dist/Temml.woff2');
  const symbols = font(
    'stix-two-math',
    '@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2',
  );
  const temml = readFileSync(require.resolve('temml/dist/Temml-Local.css'), 'utf8').replaceAll(
    "'Temml.woff2'",
    `'${basename(letters.path)}'`,
  );
  const own = read('styles/maths.css').replace('stix-two-math.woff2', basename(symbols.path));
  const style = asset('maths', 'css', compact(`${temml}\n${own}`));
  return { styles: [style], files: [letters, symbols] };
}

function font(name: string, specifier: string) {
  return asset(name, 'woff2', readFileSync(require.resolve(specifier)));
}
