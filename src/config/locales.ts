import type { CollectionConfig } from '../model/config.ts';
import { directionOf, languageName } from '../model/language-names.ts';
import type { LocaleConfig, VersionConfig } from '../model/locale.ts';
import { builtInTitle } from './built-in-titles.ts';
import type { UserConfig, UserLocale, UserVersion } from './define.ts';

/** The languages of a site; none where it has only its own. */
export function completeLocales(
  user: Readonly<Record<string, UserLocale>> | undefined,
  language: string,
): readonly LocaleConfig[] {
  const tags = Object.keys(user ?? {});
  const main =
    tags.find((tag) => tag.toLowerCase() === language.toLowerCase()) ?? tags[0] ?? language;
  return Object.entries(user ?? {}).map(([tag, own]) => {
    const isDefault = tag === main;
    return {
      tag,
      label: own.label ?? languageName(tag),
      direction: own.direction ?? directionOf(tag),
      prefix: prefixOf(own.prefix ?? (isDefault ? '' : tag.toLowerCase())),
      isDefault,
      fallback: own.fallback ?? true,
      title: own.title,
      description: own.description,
      author: own.author,
      navigation: own.navigation,
      taxonomies: own.taxonomies ?? {},
      words: own.words ?? {},
    };
  });
}

function prefixOf(path: string): string {
  const inner = path.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '' : `${inner}/`;
}

type UserVersions = Readonly<Record<string, Readonly<Record<string, UserVersion>>>>;

/**
 * Each collection in each of its versions and languages, as collections of their own. A version has a
 * folder in that of its collection, a language one in the content folder (`de/docs/v1`), and their URLs
 * are alike: `/de/docs/v1/…`. What is the default comes first, so that who looks for a kind finds it.
 */
export function expandCollections(
  collections: readonly CollectionConfig[],
  locales: readonly LocaleConfig[],
  user: {
    readonly versions?: UserVersions | undefined;
    readonly locales?: Readonly<Record<string, UserLocale>> | undefined;
    readonly collections?: UserConfig['collections'];
  },
): readonly CollectionConfig[] {
  const versioned = collections.flatMap((one) => withVersions(one, user.versions?.[one.name]));
  if (locales.length === 0) return versioned;
  const main = locales.filter(({ isDefault }) => isDefault);
  const others = locales.filter(({ isDefault }) => !isDefault);
  return [...main, ...others].flatMap((locale) =>
    versioned.map((one) => {
      const own = user.collections?.[one.origin ?? one.name];
      const isNamed = own !== undefined && own !== false && own.title !== undefined;
      return inLocale(one, locale, { isNamed, user: user.locales?.[locale.tag] });
    }),
  );
}

function withVersions(
  collection: CollectionConfig,
  user: Readonly<Record<string, UserVersion>> | undefined,
): readonly CollectionConfig[] {
  if (user === undefined) return [collection];
  const names = Object.keys(user);
  const latest =
    names.find((name) => user[name]?.status === 'latest') ??
    names.find((name) => user[name]?.status === undefined);
  const versions = names.map((name) => {
    const own = user[name] ?? {};
    const status = own.status ?? (name === latest ? 'latest' : 'old');
    const version: VersionConfig = { name, label: own.label ?? name, status };
    return { own, version };
  });
  const all = versions.map(({ version }) => version);
  const rankOf = (one: (typeof versions)[number]) => (one.version.status === 'latest' ? 0 : 1);
  const sorted = versions.toSorted((a, b) => rankOf(a) - rankOf(b));
  const made = sorted.map(({ own, version }): CollectionConfig => {
    const isAtHome = own.folder === '.';
    const isLatest = version.status === 'latest';
    return {
      ...collection,
      ...(isLatest ? {} : movedBy(collection, version.name)),
      name: isAtHome ? collection.name : `${collection.name}@${version.name}`,
      origin: collection.name,
      folder: isAtHome ? collection.folder : joined(collection.folder, own.folder ?? version.name),
      version: version.name,
      versions: all,
      // What is new is new in the latest version.
      ...(isLatest ? {} : { feed: false }),
    };
  });
  const hasHome = made.some(({ name }) => name === collection.name);
  return hasHome ? made : [...made, { ...collection, versions: all }];
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

/** Its URLs with a part between what is fixed in them and the first token: `/docs/v1/:path/`. */
function movedBy(
  { kind, name, folder, permalink, list }: CollectionConfig,
  part: string,
): Pick<CollectionConfig, 'permalink' | 'list'> {
  const cut = permalink.indexOf(':');
  const at = cut === -1 ? permalink.length : permalink.lastIndexOf('/', cut) + 1;
  const fixed = permalink.slice(0, at);
  const isTop = fixed === '/' && !(kind === 'page' && folder === '');
  return {
    permalink: `${fixed}${part}/${permalink.slice(at)}`,
    list: `${list ?? (isTop ? `/${folder || name}/` : fixed)}${part}/`,
  };
}

function inLocale(
  collection: CollectionConfig,
  { tag, prefix, isDefault }: LocaleConfig,
  { isNamed, user }: { readonly isNamed: boolean; readonly user: UserLocale | undefined },
): CollectionConfig {
  const origin = collection.origin ?? collection.name;
  const words = user?.collections?.[origin];
  // What has the name that every site gives it has it in the language.
  const builtIn = isNamed ? undefined : builtInTitle(origin, tag);
  const moved = (path: string): string => (prefix === '' ? path : `/${prefix}${path.slice(1)}`);
  const { archive } = collection;
  return {
    ...collection,
    ...(isDefault
      ? {}
      : {
          name: `${collection.name}@${tag}`,
          folder: joined(tag.toLowerCase(), collection.folder),
        }),
    origin,
    locale: tag,
    title: words?.title ?? builtIn ?? collection.title,
    description: words?.description ?? collection.description,
    permalink: moved(collection.permalink),
    ...(prefix === '' ? {} : { list: moved(collection.list ?? listOf(collection)) }),
    ...(archive?.permalink === undefined
      ? {}
      : { archive: { ...archive, permalink: moved(archive.permalink) } }),
  };
}

/** Where the list of a collection is that does not say so. */
function listOf({ kind, folder, name, permalink }: CollectionConfig): string {
  if (kind === 'page' && folder === '') return '/';
  const beforeToken = permalink.split(':', 1)[0] ?? '';
  const fixed = beforeToken.slice(0, beforeToken.lastIndexOf('/') + 1);
  return fixed === '' || fixed === '/' ? `/${folder || name}/` : fixed;
}
