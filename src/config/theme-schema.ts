import { isJson } from '../model/is-json.ts';
import { leaf, type Shape } from './shape.ts';

/** `themeOptions`: which keys there are is the theme's business, and it may be in a thread. */
export const themeOptions: Shape<Readonly<Record<string, unknown>>> = leaf(
  'a group of keys with plain data',
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && isJson(value),
);
