import { type Asset, asset, compact, ownSheets, read } from './assets.ts';
import { mathsSheet } from './maths.ts';

/** A sheet in the place of one of ours. */
export interface OwnSheet {
  /** Of ours. */
  readonly path: string;
  readonly sheet: Asset;
}

/** A style of a theme's own for what only some pages load; undefined of any other name. */
export function ownSheet(name: string, css: string): OwnSheet | undefined {
  if (!ownSheets.includes(name)) return undefined;
  const ours = read(`styles/${name}.css`);
  return name === 'maths'
    ? { path: mathsSheet(ours).path, sheet: mathsSheet(css) }
    : { path: asset(name, 'css', compact(ours)).path, sheet: asset(name, 'css', css) };
}
