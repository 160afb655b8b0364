import type { Theme } from '../../src/model/theme.ts';
import { assetFiles, assetPaths } from './assets.ts';
import { draw, type Kit } from './draw.ts';
import { layouts } from './layouts.ts';
import { neededFiles } from './needs.ts';
import { noOptions } from './options.ts';
import { parts } from './parts.ts';
import { phrases } from './words/phrases.ts';

/** The default theme as it is. */
export const kit: Kit = { options: noOptions, assets: assetPaths, parts, layouts };

export const theme: Theme = {
  name: 'default',
  phrases,
  assets: async (needs) => [...assetFiles, ...neededFiles(needs)],
  render: (view, site) => `${draw(view, site, kit)}\n`,
};
