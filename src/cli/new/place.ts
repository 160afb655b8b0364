import type { CollectionConfig, Config } from '../../model/config.ts';
import { nearest } from '../../model/nearest.ts';
import { refusal } from '../refusal.ts';

/** Where a new page goes. */
export interface NewPlace {
  readonly collection: CollectionConfig;
  /** Below the content folder; `''` is the content folder itself. */
  readonly folder: string;
}

const kinds: readonly string[] = ['post', 'doc', 'runbook', 'page'];

/**
 * What was asked for: a kind, a collection by its name, or a folder of one.
 * @throws UserError where the site has nothing of it.
 */
export function placeOf(asked: string, { collections }: Pick<Config, 'collections'>): NewPlace {
  if (kinds.includes(asked)) {
    const found = collections.find(({ kind }) => kind === asked);
    if (found !== undefined) return { collection: found, folder: found.folder };
    throw refusal(
      'new-collection',
      `the site has no collection of the kind \`${asked}\``,
      'add one to `collections` in the configuration',
    );
  }
  const named = collections.find(({ name }) => name === asked);
  if (named !== undefined) return { collection: named, folder: named.folder };
  const folder = folderIn(asked);
  const holding = collections
    .filter((one) => one.folder !== '' && `${folder}/`.startsWith(`${one.folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
  if (folder !== undefined && holding !== undefined) return { collection: holding, folder };
  const known = [...kinds, ...collections.map(({ name }) => name)];
  const guess = nearest(asked, known);
  throw refusal(
    'new-collection',
    `\`${asked}\` is no kind of page, no collection, and no folder of one`,
    guess === undefined ? `there are ${known.join(', ')}` : `did you mean \`${guess}\`?`,
  );
}

/** Undefined for what leads elsewhere. */
function folderIn(asked: string): string | undefined {
  const parts = asked.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  const isSound =
    parts.length > 0 && parts.every((part) => !part.startsWith('.') && !/\p{Cc}|:/u.test(part));
  return isSound ? parts.join('/') : undefined;
}
