import { createHash } from 'node:crypto';
import type { Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { compareText } from './text-order.ts';

/** The part of an index that some pages of one language are in. */
export interface SearchShard {
  /** Relative to the output folder, ends with `/`: `pagefind/`, `pagefind/de/`, `pagefind/3/`. */
  readonly folder: string;
  /** By URL; one at the least. */
  readonly pages: readonly Page[];
}

/** All that is published below it is the index's. */
export const searchFolder = 'pagefind/';

/**
 * What of a site, in one language, is found: no page that is unlisted or hidden from search engines. A
 * page lies in a shard by its id alone, so that one that changes, comes or goes concerns no other shard.
 */
export function searchShards(site: Site): readonly SearchShard[] {
  const pages = searchedPages(site);
  const count = shardCount(
    pages.reduce((sum, { words }) => sum + words, 0),
    pages.length,
  );
  const shards: Page[][] = Array.from({ length: count }, () => []);
  for (const page of pages) shards[count === 1 ? 0 : shardOf(page.id, count)]?.push(page);
  const own = searchFolder + (site.locale === undefined ? '' : `${site.locale.toLowerCase()}/`);
  return shards
    .filter((shard) => shard.length > 0)
    .map((shard, at) => ({ folder: at === 0 ? own : `${own}${at}/`, pages: shard }));
}

function searchedPages({ pages, collections, config: { search } }: Site): readonly Page[] {
  const isFound = new Set(
    collections
      .filter(
        ({ config: { name, origin = name } }) => search?.collections?.includes(origin) ?? true,
      )
      .map(({ config }) => config.name),
  );
  return pages
    .filter(
      ({ collection, frontmatter, outputPath }) =>
        isFound.has(collection) &&
        !frontmatter.unlisted &&
        !frontmatter.noindex &&
        outputPath !== '404.html',
    )
    .sort((a, b) => compareText(a.url, b.url));
}

/** Fewer pages than these are not worth a shard. */
const fewestPages = 32;

/**
 * A power of two, so that it seldom changes. Both the words of a shard, of which each costs three
 * microseconds when a page of it changes, and the shards, of which each costs readers a request a word,
 * grow with the root of the site: two shards from 100,000 words, four from 400,000, eight from 1,600,000.
 */
export function shardCount(words: number, pages: number): number {
  const wanted = Math.floor(Math.log2(Math.sqrt(words / 25_000)));
  const most = Math.floor(Math.log2(pages / fewestPages));
  return 2 ** Math.max(0, Math.min(wanted, most, 6));
}

function shardOf(id: string, count: number): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % count;
}
