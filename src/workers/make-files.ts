import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { DrawnFrom } from '../model/drawn-from.ts';
import type { SiteFile } from '../model/output.ts';
import type { Publication } from '../output/publication.ts';
import type { Writer } from '../output/writer.ts';
import { type Articles, withTexts } from './make-articles.ts';

export interface FilesInput {
  readonly publication: Publication;
  readonly write: Writer;
  readonly articles: Articles;
  /** What a file was made from, where it would be made the same. */
  readonly known: (path: string, own: string) => DrawnFrom | undefined;
}

/**
 * Hands the files beside the pages to a publication, one after the other: no more than one is in memory,
 * or as many as there are processors of those that are slow. One that stands as it would be made is kept.
 * @returns What those were made from that say it.
 */
export async function makeFiles(
  files: readonly SiteFile[],
  { publication, write, articles, known }: FilesInput,
): Promise<ReadonlyMap<string, DrawnFrom>> {
  const made = new Map<string, DrawnFrom>();
  const waiting: (() => Promise<void>)[] = [];
  for (const [index, file] of files.entries()) {
    // Threads may wait for a part of the site.
    if (index % 8 === 7) await setImmediate();
    const { path, from } = file;
    const own = 'make' in file ? file.key?.() : undefined;
    const before = own === undefined ? undefined : known(path, own);
    if (before !== undefined && publication.standing(path)?.digest === before.digest) {
      publication.keep(path);
      made.set(path, before);
      continue;
    }
    const work = async (): Promise<void> => {
      const written = await withTexts(articles, async () => {
        const contents = 'contents' in file ? file.contents : await file.make();
        return write({ path, contents, from });
      });
      publication.add(path, written);
      if (own !== undefined) made.set(path, { own, reads: noReads, digest: written.digest });
    };
    if ('make' in file && file.isSlow) waiting.push(work);
    else await work();
  }
  const all = waiting.values();
  const hand = async (): Promise<void> => {
    for (const work of all) await work();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, hand));
  return made;
}

const noReads: readonly string[] = [];
