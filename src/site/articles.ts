import type { Article } from '../model/article.ts';
import type { Entry } from '../model/page.ts';
import { keyOf } from '../model/source.ts';
import type { Resolve } from './resolve.ts';

/** A rendered page, and what it was rendered from. */
export interface MadeArticle {
  readonly key: string;
  /** Of the article itself. */
  readonly digest: string;
  readonly article: Article;
}

/**
 * What an article is made from, but for where its links lead (`leadsWhereItLed`): its source, its front
 * matter, and all that works on it.
 * @param pipeline Equal for equal processors and settings only.
 */
export function articleKey(entry: Entry, pipeline: string): string {
  const { source, id, collection, kind, frontmatter, bodyStart } = entry;
  // It may hold anything, and no article is made of it.
  const { extra: _, ...known } = frontmatter;
  return keyOf(
    JSON.stringify([pipeline, source.path, source.digest, id, collection, kind, bodyStart, known]),
  );
}

/** Whether every link and image of an article would be resolved as it was. */
export function leadsWhereItLed({ links, assets }: Article, resolve: Resolve): boolean {
  const shown = new Set<string>();
  const isSame = links.every(({ target, kind, url }) => {
    const now = resolve(target, kind);
    if (now.url !== url) return false;
    const { asset } = now;
    if (asset === undefined) return true;
    shown.add(asset.outputPath);
    return assets.some(
      ({ file, outputPath }) => file === asset.file && outputPath === asset.outputPath,
    );
  });
  // A URL may be the same and yet no longer that of a file beside the page.
  return isSame && assets.every(({ outputPath }) => shown.has(outputPath));
}
