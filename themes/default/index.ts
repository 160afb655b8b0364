import type { Theme } from '../../src/model/theme.ts';
import { assetFiles } from './assets.ts';
import { draw } from './draw.ts';

export const theme: Theme = {
  name: 'default',
  assets: async () => assetFiles,
  render: (view, site) => `${draw(view, site)}\n`,
};
