import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { type Asset, asset, compact, type Needed, read } from './assets.ts';

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
  const { letters, symbols } = fonts();
  return { styles: [mathsSheet(read('styles/maths.css'))], files: [letters, symbols] };
}

/** With rules of ours, or of a theme, after Temml's. */
export function mathsSheet(rules: string): Asset {
  const { letters, symbols } = fonts();
  const temml = readFileSync(require.resolve('temml/dist/Temml-Local.css'), 'utf8').replaceAll(
    "'Temml.woff2'",
    `'${basename(letters.path)}'`,
  );
  const face = `@font-face {
  font-family: "STIX Two Math Web";
  src: url("${basename(symbols.path)}") format("woff2");
  font-display: swap;
}
`;
  return asset('maths', 'css', compact(`${temml}\n${face}\n${rules}`));
}

function fonts() {
  const letters = font('temml', 'temml/dist/Temml.woff2');
  const symbols = font(
    'stix-two-math',
    '@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2',
  );
  return { letters, symbols };
}

function font(name: string, specifier: string) {
  return asset(name, 'woff2', readFileSync(require.resolve(specifier)));
}
