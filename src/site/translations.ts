import type { CollectionConfig, Config } from '../model/config.ts';
import { idIn, type LocaleConfig, localizedId, splitId, splitRaw } from '../model/locale.ts';
import type { Entry } from '../model/page.ts';

type IdFrom = (raw: string) => string;

const unchanged: IdFrom = (raw) => raw;

/**
 * For a page, the id of what it means by a path without its ending. In a file that shares its folder with
 * other languages (`x.de.md`), and in a page that is shown because it is not translated, a path that
 * names no language is that of the page's own language, where it has it; so is one from the content
 * folder in any file.
 */
export function translator(
  locales: readonly LocaleConfig[],
  isThere: (id: string) => boolean,
): (entry: Pick<Entry, 'id' | 'sourceId'>, fromRoot: boolean) => IdFrom {
  if (locales.length === 0) return () => unchanged;
  return ({ id, sourceId = id }, fromRoot) => {
    const { tag } = splitId(id, locales);
    const isShared = splitRaw(sourceId, locales).by !== 'folder';
    return (raw) => {
      const found = splitRaw(raw, locales);
      if (found.by === undefined && tag !== undefined && (isShared || fromRoot)) {
        const own = idIn(found.path, tag, locales);
        if (isThere(own)) return own;
      }
      return localizedId(raw, locales);
    };
  };
}

/**
 * Pages of the default language that stand in for those that are not translated: one for each language
 * that wants them, under its own URLs. Posts do not: they are in the language they were written in.
 */
export function fallbacks(
  entries: readonly Entry[],
  { locales, collections }: Pick<Config, 'locales' | 'collections'>,
): readonly Entry[] {
  const main = locales.find(({ isDefault }) => isDefault);
  const wanting = locales.filter(({ isDefault, fallback }) => !isDefault && fallback);
  if (main === undefined || wanting.length === 0) return [];
  const ids = new Set(entries.map(({ id }) => id));
  const byName = new Map(collections.map((one) => [one.name, one]));
  const counterpart = (collection: CollectionConfig, tag: string) =>
    collections.find(
      ({ origin, version, locale }) =>
        locale === tag && origin === collection.origin && version === collection.version,
    );
  const originals = entries.filter(
    ({ id, kind, collection }) =>
      kind !== 'post' && id !== '404' && byName.get(collection)?.locale === main.tag,
  );
  return wanting.flatMap(({ tag, prefix }) =>
    originals.flatMap((entry) => {
      const id = idIn(entry.id, tag, locales);
      const own = byName.get(entry.collection);
      const collection = own && counterpart(own, tag);
      if (ids.has(id) || collection === undefined) return [];
      const { frontmatter, sourceId = entry.id } = entry;
      const permalink = movedTo(prefix, frontmatter.permalink, main.prefix);
      return [
        {
          ...entry,
          id,
          sourceId,
          fallbackOf: entry.id,
          collection: collection.name,
          frontmatter: { ...frontmatter, permalink, aliases: [] },
        },
      ];
    }),
  );
}

/** A permalink of the default language in another. */
function movedTo(prefix: string, permalink: string | undefined, from: string): string | undefined {
  if (permalink === undefined) return undefined;
  const path = permalink.replace(/^\/+/, '');
  return `/${prefix}${from !== '' && path.startsWith(from) ? path.slice(from.length) : path}`;
}
