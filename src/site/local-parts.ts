import type { Site } from '../model/site.ts';
import { type PartName, partsOf, type ReadPart } from './recorded-site.ts';

/** The name of a part of the site in one of its languages: `@de/pages`; `pages` where it has only one. */
export function partIn(locale: string | undefined, part: PartName): PartName {
  return locale === undefined ? part : `@${locale}/${part}`;
}

/** What `partIn` has joined. */
export function splitPart(name: PartName): {
  readonly locale: string | undefined;
  readonly part: PartName;
} {
  const slash = name.startsWith('@') ? name.indexOf('/') : -1;
  if (slash === -1) return { locale: undefined, part: name };
  return { locale: name.slice(1, slash), part: name.slice(slash + 1) };
}

/** The values of the parts of a site in all its languages. */
export function partsOfAll(sites: readonly Site[]): ReadPart {
  const readers = new Map(sites.map((site) => [site.locale, partsOf(site)]));
  return (name) => {
    const { locale, part } = splitPart(name);
    return readers.get(locale)?.(part);
  };
}
