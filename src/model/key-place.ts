import { type SourceFile, type Span, spanAt } from './source.ts';

/**
 * Where the keys of a front matter stand that Rutter reads, by key: packed into a number each, as a
 * site has a place for every key of every page in memory. `keySpan` reads it.
 */
export type KeyPlaces = Readonly<Record<string, number>>;

interface Keyed {
  readonly source: SourceFile;
  readonly keyPlaces: KeyPlaces;
}

/** More than the characters of any front matter that is read. */
const longest = 2 ** 17;

/** Of UTF-16 offsets in the whole text of a file. */
export function keyPlace(start: number, end: number): number {
  return start * longest + Math.min(end - start, longest - 1);
}

export function hasKey({ keyPlaces }: Keyed, key: string): boolean {
  return Object.hasOwn(keyPlaces, key);
}

/** Where a top-level key of the front matter stands; undefined where the page does not have it. */
export function keySpan({ source, keyPlaces }: Keyed, key: string): Span | undefined {
  const place = Object.hasOwn(keyPlaces, key) ? keyPlaces[key] : undefined;
  if (place === undefined) return undefined;
  const start = Math.floor(place / longest);
  return spanAt(source.text, start, start + (place % longest));
}
