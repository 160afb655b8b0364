import type { Words } from '../../src/model/locale.ts';
import type { Layouts, Parts } from './contract.ts';
import type { Kit } from './draw.ts';
import { Html } from './html.ts';
import type { ThemeWords } from './words.ts';

/**
 * Draws a part in the place of the original, which it is given last: `(props, original)`, or
 * `(props, detail, original)` for a part that has a detail.
 */
export type PartOverride<Name extends keyof Parts> = (
  ...given: [...Parameters<Parts[Name]>, original: Parts[Name]]
) => Html | false | null | undefined;

/** The same of a layout. */
export type LayoutOverride<Name extends keyof Layouts> = (
  ...given: [...Parameters<Layouts[Name]>, original: Layouts[Name]]
) => Html;

export type PartOverrides = { readonly [Name in keyof Parts]?: PartOverride<Name> };
export type LayoutOverrides = { readonly [Name in keyof Layouts]?: LayoutOverride<Name> };

/** What a theme has of its own, where it begins with another. */
export interface Overrides {
  readonly parts?: PartOverrides | undefined;
  readonly layouts?: LayoutOverrides | undefined;
  /** What it says in every language. */
  readonly words?: Words | undefined;
  /** What it says in one, by tag. */
  readonly wordsOf?: Readonly<Record<string, Words>> | undefined;
}

/** A kit with what is overridden. What is wrapped twice is drawn by the last, who gets the one before. */
export function extended(kit: Kit, overrides: Overrides): Kit {
  return {
    ...kit,
    parts: withOverrides(kit.parts, overrides.parts, part),
    layouts: withOverrides(kit.layouts, overrides.layouts, layout),
    words: wordsWith(kit.words, overrides),
  };
}

type Draw = (...given: readonly unknown[]) => unknown;
type Check = (name: string, drawn: unknown) => unknown;

function withOverrides<Table extends Parts | Layouts>(
  table: Table,
  overrides: object | undefined,
  check: Check,
): Table {
  const made: Record<string, unknown> = { ...table };
  for (const [name, own] of Object.entries(overrides ?? {})) {
    const original = made[name];
    if (typeof own !== 'function' || typeof original !== 'function') continue;
    made[name] = (...given: readonly unknown[]) => check(name, (own as Draw)(...given, original));
  }
  return made as unknown as Table;
}

function part(name: string, drawn: unknown): Html | undefined {
  // What is drawn around nothing is nothing: others ask whether there is anything.
  if (drawn instanceof Html) return drawn.toString() === '' ? undefined : drawn;
  if (drawn === undefined || drawn === null || drawn === false || drawn === '') return undefined;
  throw new TypeError(`the part \`${name}\` gave no HTML: let it return html\`…\`, or nothing`);
}

function layout(name: string, drawn: unknown): Html {
  if (drawn instanceof Html) return drawn;
  throw new TypeError(`the layout \`${name}\` gave no HTML: let it return html\`…\``);
}

function wordsWith(words: ThemeWords, overrides: Overrides): ThemeWords {
  const of = { ...words.of };
  for (const [tag, own] of Object.entries(overrides.wordsOf ?? {})) {
    const key = tag.toLowerCase();
    of[key] = { ...of[key], ...own };
  }
  return { all: { ...words.all, ...overrides.words }, of };
}
