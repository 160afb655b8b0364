import type { Layouts, Parts } from '../../themes/default/contract.ts';
import type { LayoutOverride, Overrides, PartOverride } from '../../themes/default/extend.ts';
import type { OptionSpecs } from '../model/theme-options.ts';

/** What a theme has of its own, where it begins with one that comes with Rutter. */
export interface Extension extends Overrides {
  /** What messages call it. Default: as the configuration does. */
  readonly name?: string | undefined;
  /** The theme that it begins with: one of ours, or one of another package. Default: `default`. */
  readonly extends?: 'default' | 'plain' | Extension | undefined;
  /** CSS by name: in the place of a style of the theme it begins with, or after them all. */
  readonly styles?: Readonly<Record<string, string>> | undefined;
  /** Its code keeps nothing that it has read for pages after it: see `Theme.keepsNothing`. */
  readonly keepsNothing?: boolean | undefined;
  /** What a site may set under `themeOptions` beside the ordinary: `props.options.NAME`. */
  readonly options?: OptionSpecs | undefined;
}

/** A theme, the one that it begins with, and so on. */
export function chainOf(extension: Extension): readonly [Extension, ...Extension[]] {
  const below = extension.extends;
  return isExtension(below) ? [extension, ...chainOf(below)] : [extension];
}

const extensions = new WeakSet<object>();

/** The export `theme` of a theme that begins with one of ours: gives it its types. */
export function extendTheme(extension: Extension): Extension {
  extensions.add(extension);
  return extension;
}

export function isExtension(value: unknown): value is Extension {
  return typeof value === 'object' && value !== null && extensions.has(value);
}

/** What a function was defined for. */
export interface Defined {
  readonly kind: 'parts' | 'layouts';
  readonly name: string;
}

const definitions = new WeakMap<object, Defined>();

/**
 * The default export of `parts/NAME.ts`: gives it its types, and changes nothing.
 * @throws TypeError where it is given no name and function, as code without types may.
 */
export function definePart<Name extends keyof Parts>(
  name: Name,
  draw: PartOverride<Name>,
): PartOverride<Name> {
  return defined('parts', name, draw);
}

/** The default export of `layouts/NAME.ts`, likewise. */
export function defineLayout<Name extends keyof Layouts>(
  name: Name,
  draw: LayoutOverride<Name>,
): LayoutOverride<Name> {
  return defined('layouts', name, draw);
}

function defined<Draw extends object>(kind: Defined['kind'], name: string, draw: Draw): Draw {
  if (typeof name !== 'string' || typeof draw !== 'function') {
    const example =
      kind === 'parts'
        ? "definePart('footer', (props) => …)"
        : "defineLayout('post', (props) => …)";
    throw new TypeError(`it takes a name and a function: ${example}`);
  }
  definitions.set(draw, { kind, name });
  return draw;
}

export function definedFor(draw: object): Defined | undefined {
  return definitions.get(draw);
}
