import type { SearchConfig } from '../model/config.ts';
import { type Finding, keyPath } from '../model/findings.ts';
import { nearest } from '../model/nearest.ts';
import { builtInCollections } from './defaults.ts';
import type { UserConfig, UserSearch } from './define.ts';
import { flag, textOf } from './schema-parts.ts';
import { group, groupOr, list } from './shape.ts';

/** `search` */
export const search = groupOr(
  group<UserSearch>({
    collections: list(
      'a list of names of collections',
      textOf('the name of a collection', (value) => value !== ''),
    ).optional(),
  }),
  flag,
);

/** Whether a collection is one belongs to the whole of the configuration. */
export function searchFindings({ search: given, collections }: UserConfig): readonly Finding[] {
  if (typeof given !== 'object') return [];
  const known = [
    ...new Set([...builtInCollections.map(({ name }) => name), ...Object.keys(collections ?? {})]),
  ].filter((name) => collections?.[name] !== false);
  return (given.collections ?? []).flatMap((name, at) =>
    known.includes(name) ? [] : [unknownName(['search', 'collections', at], name, known)],
  );
}

function unknownName(path: Finding['path'], name: string, known: readonly string[]): Finding {
  const guess = nearest(name, known);
  return {
    path,
    message: `\`${keyPath(path)}\` names \`${name}\`, which is no collection`,
    hint:
      guess === undefined
        ? `the collections are ${known.join(', ')}`
        : `did you mean \`${guess}\`?`,
    unknownKey: false,
  };
}

export function completeSearch(given: UserConfig['search'] = true): SearchConfig {
  if (typeof given === 'boolean') return { enabled: given };
  const { collections } = given;
  return { enabled: true, ...(collections === undefined ? {} : { collections }) };
}
