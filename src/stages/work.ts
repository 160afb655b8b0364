import type { Cards } from '../cards/cards.ts';
import type { Learnt } from '../memory/build-memory.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { SiteFile } from '../model/output.ts';
import type { Entry, Page, Place } from '../model/page.ts';
import type { Site, View } from '../model/site.ts';
import type { Theme } from '../model/theme.ts';
import type { SiteDigests } from '../site/site-digests.ts';
import type { Texts } from '../site/texts.ts';
import type { Articles } from '../workers/make-articles.ts';

/** All that is published, without the text of the pages. */
export interface Work extends Learnt {
  readonly all: readonly Page[];
  readonly theme: Theme;
  /** In all its languages. */
  readonly sites: readonly Site[];
  readonly views: readonly View[];
  readonly files: readonly SiteFile[];
  readonly digests: SiteDigests;
  readonly cards: Cards;
  /** The version of Pagefind, where there is something to be searched and it is asked for. */
  readonly pagefind: string | undefined;
  readonly articles: Articles;
  readonly texts: Texts;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly places: ReadonlyMap<string, Place>;
  /** As found, not as judged. */
  readonly found: readonly Diagnostic[];
  /** From when and until when, in milliseconds since 1970, the same pages would be published. */
  readonly clock: { readonly from: number; readonly until: number };
}
