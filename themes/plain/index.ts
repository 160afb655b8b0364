import { readFileSync } from 'node:fs';
import { asset } from '../default/files.ts';
import { kit } from '../default/index.ts';
import { type BaseTheme, makeTheme } from '../default/make-theme.ts';
import { document } from './document.ts';
import { head, header } from './parts.ts';

const style = readFileSync(new URL('plain.css', import.meta.url), 'utf8');

function styleSheet(own: Readonly<Record<string, string>> = {}, last: readonly string[] = []) {
  const others = Object.keys(own).filter((name) => name !== 'plain');
  const sheets = [own.plain ?? style, ...others.sort().map((name) => own[name]), ...last];
  return asset('plain', 'css', sheets.join(''));
}

const sheet = styleSheet();

export const base: BaseTheme = {
  name: 'plain',
  kit: {
    ...kit,
    assets: { ...kit.assets, style: sheet.path },
    layouts: { ...kit.layouts, document },
    parts: { ...kit.parts, head, header, work: () => undefined, searchBox: () => undefined },
  },
  styleSheet,
  // Formulas, videos and lists of runbooks can be read without what they need elsewhere.
  files: () => [{ ...sheet, from: 'theme plain' }],
};

/** One column of text without scripts, for print and for browsers that show nothing but text. */
export const theme = makeTheme(base);
