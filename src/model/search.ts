/** Where the page that searches is, below the base and the prefix of a language. */
export const searchPath = 'search/';

/** The index of what a search finds, as a page of it reads that. */
export interface SearchIndex {
  /** Of the folder of its first shard, with the base; ends with `/`. The others are in `1/`, `2/`, … below. */
  readonly url: string;
  /** How many shards it has, one at the least. */
  readonly shards: number;
}
