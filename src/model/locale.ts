/** What the theme is to say otherwise: by the name of a phrase its text, or its forms by CLDR's names. */
export type Words = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** A language of a site that has several. */
export interface LocaleConfig {
  /** A BCP 47 tag; in lower case it is also the name of its folder, and the ending of its files. */
  readonly tag: string;
  /** Its name as those who speak it write it. */
  readonly label: string;
  readonly direction: Direction;
  /** Where its pages are below the base: `''` or such as `de/`. */
  readonly prefix: string;
  /** Files that name no language are in this one. Exactly one locale is. */
  readonly isDefault: boolean;
  /** Whether a page that is not translated is shown in the default language. */
  readonly fallback: boolean;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly author?: string | undefined;
  readonly navigation?: readonly { readonly label: string; readonly link: string }[] | undefined;
  /** What taxonomies are called, by their names. */
  readonly taxonomies: Readonly<Record<string, { readonly title?: string | undefined }>>;
  readonly words: Words;
}

export type Direction = 'ltr' | 'rtl';

/** A version of the pages of a collection. */
export interface VersionConfig {
  /** The name of its folder in that of the collection, unless it lies in that itself. */
  readonly name: string;
  readonly label: string;
  readonly status: 'latest' | 'old' | 'unreleased';
}

type Tagged = Pick<LocaleConfig, 'tag' | 'isDefault'>;

/**
 * The id of a page whose file is `raw` (below the content folder, without its ending), wherever its
 * language is written: `docs/x.de` and `de/docs/x` are `de/docs/x`; `en/docs/x` is `docs/x` where `en`
 * is the default.
 */
export function localizedId(raw: string, locales: readonly Tagged[]): string {
  if (locales.length === 0) return raw;
  const { tag, path } = splitRaw(raw, locales);
  return tag === undefined ? path : idIn(path, tag, locales);
}

/** The id of a page that the default language calls `path`, in another. */
export function idIn(path: string, tag: string, locales: readonly Tagged[]): string {
  const found = locales.find((one) => one.tag === tag);
  return found === undefined || found.isDefault ? path : `${tag.toLowerCase()}/${path}`;
}

/** Of an id of `localizedId`: its language, and what its translations have in common. */
export function splitId(
  id: string,
  locales: readonly Tagged[],
): { readonly tag: string | undefined; readonly path: string } {
  const found = inFolder(id, locales);
  if (found !== undefined) return found;
  return { tag: locales.find(({ isDefault }) => isDefault)?.tag, path: id };
}

/** Whether the name of a file itself says its language, by its folder or by its ending. */
export function splitRaw(
  raw: string,
  locales: readonly Tagged[],
): { readonly tag: string | undefined; readonly by?: 'folder' | 'ending'; readonly path: string } {
  const found = inFolder(raw, locales);
  if (found !== undefined) return { ...found, by: 'folder' };
  const ending = /\.([A-Za-z0-9-]+)$/.exec(raw)?.[1]?.toLowerCase();
  const named = ending && locales.find(({ tag }) => tag.toLowerCase() === ending);
  if (!named) return { tag: undefined, path: raw };
  return { tag: named.tag, by: 'ending', path: raw.slice(0, -ending.length - 1) };
}

function inFolder(
  id: string,
  locales: readonly Tagged[],
): { readonly tag: string; readonly path: string } | undefined {
  const slash = id.indexOf('/');
  if (slash === -1) return undefined;
  const folder = id.slice(0, slash).toLowerCase();
  const found = locales.find(({ tag }) => tag.toLowerCase() === folder);
  return found && { tag: found.tag, path: id.slice(slash + 1) };
}
