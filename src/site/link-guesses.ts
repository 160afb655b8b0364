import { posix } from 'node:path';
import { nearest } from '../model/nearest.ts';

/** What links that lead nowhere probably meant. */
export interface Guesses {
  /** A path of the content folder for one that is not there. */
  source(wanted: string): string | undefined;
  /** A path of the site, with a `/` in front. */
  url(wanted: string): string | undefined;
}

/**
 * Names that are compared with the broken links of a site, all in all: the first hints are
 * for people, and a look through all names for every link of a site of thousands would never end.
 */
const mostComparisons = 5_000_000;

/**
 * @param sources Paths of the content folder that a link may name.
 * @param files Paths of the output folder.
 */
export function createGuesses(sources: () => readonly string[], files: Iterable<string>): Guesses {
  let left = mostComparisons;
  const near: Near = (word, names) => {
    left -= names.length;
    return left < 0 ? undefined : nearest(word, names);
  };
  const index = once(() => indexOf(sources()));
  const urls = once(() =>
    Array.from(files, (path) => `/${path.replace(/(^|\/)index\.html$/, '$1')}`),
  );
  return {
    source: remembering((wanted) => guessSource(wanted, index(), near)),
    url: remembering((wanted) => near(wanted, urls())),
  };
}

type Near = (word: string, names: readonly string[]) => string | undefined;

interface Index {
  readonly paths: ReadonlySet<string>;
  readonly byBase: ReadonlyMap<string, readonly string[]>;
  readonly byFolder: ReadonlyMap<string, readonly Source[]>;
}

interface Source {
  readonly path: string;
  /** Without folder and ending. */
  readonly name: string;
  readonly isPage: boolean;
}

function indexOf(sources: readonly string[]): Index {
  const byBase = new Map<string, string[]>();
  const byFolder = new Map<string, Source[]>();
  for (const path of sources) {
    const { dir, name, base, ext } = posix.parse(path);
    push(byBase, base, path);
    push(byFolder, dir, { path, name, isPage: isPage(ext) });
  }
  return { paths: new Set(sources), byBase, byFolder };
}

/**
 * The name with its ending; the same name in another folder, the nearest one first; a like name in the
 * same folder, where folder and ending count for nothing, but no page for a picture.
 */
function guessSource(wanted: string, index: Index, near: Near): string | undefined {
  const withEnding = `${wanted}.md`;
  if (index.paths.has(withEnding)) return withEnding;
  const { dir, name, base, ext } = posix.parse(wanted);
  const namesakes = index.byBase.get(base) ?? [];
  const namesake = near(wanted, namesakes) ?? namesakes[0];
  if (namesake !== undefined) return namesake;
  const neighbours = new Map(
    (index.byFolder.get(dir) ?? [])
      .filter((one) => ext === '' || one.isPage === isPage(ext))
      .map((one) => [one.name, one.path]),
  );
  return neighbours.get(near(name, [...neighbours.keys()]) ?? '');
}

function isPage(ending: string): boolean {
  return /^\.(md|markdown)$/i.test(ending);
}

function push<Key, One>(lists: Map<Key, One[]>, key: Key, one: One): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The same broken link is often on many pages. */
function remembering(
  guess: (wanted: string) => string | undefined,
): (wanted: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (wanted) => {
    if (!known.has(wanted)) known.set(wanted, guess(wanted));
    return known.get(wanted);
  };
}
