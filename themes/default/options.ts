import type { ThemeOptions } from '../../src/model/theme-options.ts';

export type { ThemeOptions } from '../../src/model/theme-options.ts';

/** Of a site that sets none. */
export const noOptions: ThemeOptions = { toc: { from: 2, to: 3 } };
