import type { Article, ArticleText } from '../model/article.ts';
import type { ReadText } from './pages.ts';

/** How the pages of a build read their texts: where these are kept now, and with somebody listening. */
export interface Texts {
  /** For the getters of pages. */
  readonly read: ReadText;
  /** Reads without telling anybody. */
  readonly quietly: ReadText;
  /** Until it is called with nothing, pages read through `through`. */
  listen(through: ReadText | undefined): void;
}

/** @param current The article as it is now: one whose text was lost is made again. */
export function createTexts(
  load: (id: string, article: Article) => ArticleText,
  current: (id: string) => Article | undefined,
): Texts {
  let through: ReadText | undefined;
  const quietly: ReadText = (id, article) => load(id, current(id) ?? article);
  return {
    quietly,
    read: (id, article) => (through ?? quietly)(id, article),
    listen: (next) => {
      through = next;
    },
  };
}
