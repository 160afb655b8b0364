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
  return links.every(({ target, kind, url }) => {
    const now = resolve(target, kind);
    if (now.url !== url) return false;
    return (
      now.asset === undefined ||
      assets.some(
        ({ file, outputPath }) => file === now.asset?.file && outputPath === now.asset.outputPath,
      )
    );
  });
}
