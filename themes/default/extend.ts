import { describeValue } from '../../src/model/findings.ts';
import type { Words } from '../../src/model/locale.ts';
import type { Layouts, Parts } from './contract.ts';
import type { Kit } from './draw.ts';
import { DrawError } from './draw-error.ts';
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

/** By the names of parts. */
export type PartOverrides = { readonly [Name in keyof Parts]?: PartOverride<Name> };
/** By the names of layouts. */
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
    parts: withOverrides(kit.parts, overrides.parts, 'parts'),
    layouts: withOverrides(kit.layouts, overrides.layouts, 'layouts'),
    words: wordsWith(kit.words, overrides),
  };
}

type Draw = (...given: readonly unknown[]) => unknown;
type Kind = 'parts' | 'layouts';

function withOverrides<Table extends Parts | Layouts>(
  table: Table,
  overrides: object | undefined,
  kind: Kind,
): Table {
  const made: Record<string, unknown> = { ...table };
  for (const [name, own] of Object.entries(overrides ?? {})) {
    const original = made[name];
    if (typeof own !== 'function' || typeof original !== 'function') continue;
    made[name] = overridden({ kind, name, own: own as Draw, original: original as Draw });
  }
  return made as unknown as Table;
}

interface Override {
  readonly kind: Kind;
  readonly name: string;
  readonly own: Draw;
  readonly original: Draw;
}

function overridden(override: Override): Draw {
  const { kind, own } = override;
  const original = checkedOriginal(override);
  const check = kind === 'parts' ? part : layout;
  const draw: Draw = (...given) => {
    let drawn: unknown;
    try {
      drawn = own(...given, original);
    } catch (error) {
      throw explained(error, override);
    }
    return check(drawn, override);
  };
  // It says whether there is a detail, to those who draw around it in turn.
  return Object.defineProperty(draw, 'length', { value: override.original.length });
}

/** The original, which tells where it is called without what it draws from. */
function checkedOriginal({ name, original }: Override): Draw {
  const hasDetail = original.length > 1;
  const call = `original(props${hasDetail ? ', detail' : ''})`;
  return (...given) => {
    const [props, detail] = given;
    const isGiven = typeof props === 'object' && props !== null && 'view' in props;
    if (isGiven && !(hasDetail && detail === undefined)) return original(...given);
    const lacks = isGiven ? 'detail' : 'props';
    throw new DrawError(`the original of \`${name}\` was called without \`${lacks}\``, {
      hint: `call it as \`${call}\``,
    });
  };
}

function explained(error: unknown, { kind, name, own, original }: Override): unknown {
  if (!(error instanceof Error)) {
    return new DrawError(String(error), { drawer: `${kind}/${name}` });
  }
  const isMistaken = original.length > 1 && own.length === 2;
  if (!isMistaken || !/\bis not a function$/.test(error.message)) return error;
  const hint = `\`${name}\` is given \`(props, detail, original)\``;
  return 'hint' in error ? error : Object.assign(error, { hint });
}

function part(drawn: unknown, override: Override): Html | undefined {
  // What is drawn around nothing is nothing: others ask whether there is anything.
  if (drawn instanceof Html) return drawn.toString() === '' ? undefined : drawn;
  if (drawn === undefined || drawn === null || drawn === false || drawn === '') return undefined;
  throw noHtml(drawn, override);
}

function layout(drawn: unknown, override: Override): Html {
  if (drawn instanceof Html) return drawn;
  throw noHtml(drawn, override);
}

function noHtml(drawn: unknown, { kind, name }: Override): DrawError {
  const what = kind === 'parts' ? 'part' : 'layout';
  // What it comes to is of no more interest.
  if (drawn instanceof Promise) drawn.catch(() => undefined);
  const given = drawn instanceof Promise ? 'a promise' : describeValue(drawn);
  const hint =
    drawn instanceof Promise
      ? 'a page is drawn in one go: take `async` away, and read files outside of the function'
      : drawn === undefined
        ? 'is a `return` missing?'
        : `let it return html\`…\`${kind === 'parts' ? ', or nothing' : ''}`;
  return new DrawError(`the ${what} \`${name}\` gave ${given} in the place of HTML`, {
    hint,
    drawer: `${kind}/${name}`,
  });
}

function wordsWith(words: ThemeWords, overrides: Overrides): ThemeWords {
  const of = { ...words.of };
  for (const [tag, own] of Object.entries(overrides.wordsOf ?? {})) {
    const key = tag.toLowerCase();
    of[key] = { ...of[key], ...own };
  }
  return { all: { ...words.all, ...overrides.words }, of };
}
