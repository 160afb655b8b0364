import { assetFiles, assetPaths, styleSheet } from './assets.ts';
import type { Kit } from './draw.ts';
import { fontFiles } from './fonts.ts';
import { layouts } from './layouts.ts';
import { type BaseTheme, makeTheme } from './make-theme.ts';
import { neededFiles } from './needs.ts';
import { noOptions } from './options.ts';
import { ownSheet } from './own-sheet.ts';
import { parts } from './parts.ts';
import { noWords } from './words.ts';

/** What the default theme draws with. */
export const kit: Kit = { options: noOptions, assets: assetPaths, parts, layouts, words: noWords };

export const base: BaseTheme = {
  name: 'default',
  kit,
  styleSheet,
  ownSheet,
  files: (needs, hasFonts) => [
    ...assetFiles,
    ...(hasFonts ? fontFiles : []),
    ...neededFiles(needs),
  ],
};

/** The default theme as it is. */
export const theme = makeTheme(base);
