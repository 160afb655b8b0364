import { type Finding, unknownKey } from '../model/findings.ts';
import { cspFindings } from './csp-schema.ts';
import { builtInCollections, builtInTaxonomies } from './defaults.ts';
import type { UserConfig } from './define.ts';
import { searchFindings } from './search-schema.ts';

type Path = readonly PropertyKey[];

/** What keys of a configuration say of each other that cannot be, each being right by itself. */
export function contradictions(user: UserConfig): readonly Finding[] {
  return [
    ...versionFindings(user),
    ...localeFindings(user),
    ...listFindings(user),
    ...cspFindings(user),
    ...searchFindings(user),
  ];
}

function versionFindings(user: UserConfig): readonly Finding[] {
  const collections = namesOf(
    builtInCollections.map(({ name }) => name),
    user.collections,
  );
  return Object.entries(user.versions ?? {}).flatMap(([name, versions]) => {
    const path = ['versions', name];
    if (!collections.includes(name)) return [unknownKey(path, collections)];
    const all = Object.entries(versions);
    const latest = all.filter(([, { status }]) => status === 'latest');
    const folders = all.map(([version, { folder }]) => folder ?? version);
    return [
      ...latest
        .slice(1)
        .map(([version]) =>
          finding([...path, version, 'status'], 'is `latest`, as is that of another version'),
        ),
      ...(all.length > 0 && latest.length === 0 && all.every(([, { status }]) => status)
        ? [finding(path, 'has no version that is `latest`')]
        : []),
      ...all
        .filter((_, at) => folders.indexOf(folders[at] ?? '') < at)
        .map(([version]) => finding([...path, version], 'has the folder of another version')),
    ];
  });
}

function localeFindings(user: UserConfig): readonly Finding[] {
  const { locales = {}, site } = user;
  const tags = Object.keys(locales);
  const folded = tags.map((tag) => tag.toLowerCase());
  const collections = namesOf(
    builtInCollections.map(({ name }) => name),
    user.collections,
  );
  const taxonomies = namesOf(Object.keys(builtInTaxonomies), user.taxonomies);
  const main =
    site?.language === undefined || tags.length === 0
      ? folded[0]
      : folded.find((tag) => tag === site.language?.toLowerCase());
  const prefixes = tags.map((tag, at) =>
    (locales[tag]?.prefix ?? (folded[at] === main ? '' : folded[at]) ?? '').replace(
      /^\/+|\/+$/g,
      '',
    ),
  );
  return [
    ...(main === undefined && tags.length > 0
      ? [finding(['site', 'language'], `is no language of \`locales\` (${tags.join(', ')})`)]
      : []),
    ...tags.flatMap((tag, at) => {
      const path = ['locales', tag];
      const own = locales[tag];
      const unknown = (key: 'collections' | 'taxonomies', known: readonly string[]) =>
        Object.keys(own?.[key] ?? {})
          .filter((name) => !known.includes(name))
          .map((name) => unknownKey([...path, key, name], known));
      return [
        ...(folded.indexOf(folded[at] ?? '') < at ? [finding(path, 'is there twice')] : []),
        ...(prefixes.indexOf(prefixes[at] ?? '') < at
          ? [finding([...path, 'prefix'], 'is that of another language')]
          : []),
        ...unknown('collections', collections),
        ...unknown('taxonomies', taxonomies),
      ];
    }),
  ];
}

/** Lists that would stand in one place, and archives that are not told where all of theirs are. */
function listFindings({ collections = {}, taxonomies = {}, authors = {} }: UserConfig): Finding[] {
  const places = Object.keys({ ...builtInTaxonomies, ...taxonomies }).flatMap((name) => {
    const own = taxonomies[name];
    if (own === false) return [];
    const fixed = builtInTaxonomies[name]?.permalink ?? `/${name}/:slug/`;
    return [{ path: ['taxonomies', name, 'permalink'], place: own?.permalink ?? fixed }];
  });
  const ids = Object.keys(authors).map((id) => ({
    path: ['authors', id],
    place: id.toLowerCase().replace(/^[-.]+|[-.]+$/g, ''),
  }));
  const archives = Object.entries(collections).flatMap(([name, collection]) => {
    const archive = collection === false ? undefined : collection.archive;
    const { by, permalink } = typeof archive === 'object' ? archive : {};
    const path = ['collections', name, 'archive', 'permalink'];
    if (by === undefined || by === 'year' || permalink?.includes(by) !== false) return [];
    return [finding(path, `has no part for each ${by}`)];
  });
  const years = Object.entries(collections).flatMap(([name, collection]) => {
    const { archive, permalink } = collection === false ? {} : collection;
    if (archive === undefined || archive === false) return [];
    const pattern = (typeof archive === 'object' ? archive.permalink : undefined) ?? permalink;
    const at = pattern?.indexOf('/:year/') ?? -1;
    return at === -1
      ? []
      : [{ path: ['collections', name, 'archive'], place: pattern?.slice(0, at) ?? '' }];
  });
  return [
    ...twice(years, 'has its years where those of another collection are'),
    ...twice(places, 'is that of another taxonomy'),
    ...twice(ids, 'has the address of another author'),
    ...archives,
  ];
}

function twice(
  all: readonly { readonly path: Path; readonly place: string }[],
  what: string,
): readonly Finding[] {
  const places = all.map(({ place }) => place);
  return all
    .filter(({ place }, at) => places.indexOf(place) < at)
    .map(({ path }) => finding(path, what));
}

function namesOf(
  builtIn: readonly string[],
  own: Readonly<Record<string, unknown>> | undefined,
): readonly string[] {
  return [...new Set([...builtIn, ...Object.keys(own ?? {})])].filter(
    (name) => own?.[name] !== false,
  );
}

function finding(path: Path, what: string): Finding {
  return { path, message: `\`${path.join('.')}\` ${what}`, unknownKey: false };
}
