import type { Theme } from '../../src/model/theme.ts';
import { assetFiles } from './assets.ts';
import { draw } from './draw.ts';
import { neededFiles } from './needs.ts';
import { phrases } from './words/phrases.ts';

export const theme: Theme = {
  name: 'default',
  phrases,
  assets: async (needs) => [...assetFiles, ...neededFiles(needs)],
  render: (view, site) => `${draw(view, site)}\n`,
};
