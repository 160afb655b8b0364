import type { Theme } from '../../src/model/theme.ts';
import { assetFiles } from './assets.ts';
import { draw } from './draw.ts';
import { neededFiles } from './needs.ts';

export const theme: Theme = {
  name: 'default',
  assets: async (needs) => [...assetFiles, ...neededFiles(needs)],
  render: (view, site) => `${draw(view, site)}\n`,
};
