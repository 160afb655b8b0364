import { MissingText } from '../model/article.ts';
import type { Config } from '../model/config.ts';
import type { Entry } from '../model/page.ts';
import type { Profile } from '../model/profile.ts';
import type { View } from '../model/site.ts';
import { keyOf } from '../model/source.ts';
import type { Theme } from '../model/theme.ts';
import type { Writer } from '../output/writer.ts';
import { partIn } from '../site/local-parts.ts';
import { withPolicy } from '../site/page-policy.ts';
import { pageOf, type ReadText } from '../site/pages.ts';
import { type ReadPart, type RecordedSite, recordedSite } from '../site/recorded-site.ts';
import { relativeHtml } from '../site/relative-html.ts';
import type { Resolve } from '../site/resolve.ts';
import { sourceOf } from '../site/site-files.ts';
import type { Store } from '../store/store.ts';
import type { MakeArticle } from './article-maker.ts';
import { entryOf, proofOf } from './data.ts';
import type { Drawn, PageJob, Rendered, Undrawn } from './jobs.ts';

/** Makes the article of an entry. @throws UserError when its file has changed since the entry was read. */
export function createRenderer(
  config: Config,
  store: Store,
  profile?: Profile,
): (entry: Entry, resolve: Resolve) => Promise<Rendered> {
  let loading: Promise<MakeArticle> | undefined;
  return async (entry, resolve) => {
    // A build that renders nothing loads nothing of the Markdown pipeline.
    loading ??= import('./article-maker.ts').then((room) =>
      room.createArticleMaker(config, store, profile),
    );
    const make = await loading;
    const start = performance.now();
    const article = await make(entry, resolve);
    // What it was read from shows on no page.
    const { reads: _, ...shown } = article;
    const digest = keyOf(JSON.stringify({ ...shown, text: article.text.check }));
    return { id: entry.id, article, digest, ms: performance.now() - start };
  };
}

export interface DrawerInput {
  readonly config: Pick<Config, 'root' | 'site' | 'csp'>;
  readonly theme: Theme;
  readonly readText: ReadText;
  /** Of the site; values of one part are the same object each time. */
  readonly readPart: ReadPart;
  readonly write: Writer;
}

export interface Drawer {
  /** The site, in the language of a view, as themes see it while something is drawn. */
  recorded(locale: string | undefined): RecordedSite;
  /** For the getters of pages: notes whose text is read. */
  readonly readText: ReadText;
  /** Draws and writes one file. What the theme reads of `recorded` and of texts is noted. */
  draw(view: View): Drawn | Undrawn;
  drawPage(job: PageJob): Drawn | Undrawn;
}

/** Draws views and notes what each has read of the site. */
export function createDrawer(input: DrawerInput): Drawer {
  const { config, theme, write } = input;
  const isForgetful = theme.keepsNothing === true;
  let reads = new Set<string>();
  let own: string | undefined;
  // Told here as well: a theme may catch what is thrown.
  let missing: string | undefined;
  const sites = new Map<string | undefined, RecordedSite>();
  const recorded = (locale: string | undefined): RecordedSite => {
    const known =
      sites.get(locale) ??
      recordedSite((part) => {
        const name = partIn(locale, part);
        reads.add(name);
        return input.readPart(name);
      });
    sites.set(locale, known);
    return known;
  };
  const readText: ReadText = (id, article) => {
    // The text of the page itself belongs to its view.
    if (id !== own) reads.add(`text:${id}`);
    try {
      return input.readText(id, article);
    } catch (error) {
      if (error instanceof MissingText) missing = error.id;
      throw error;
    }
  };

  function finished(drawn: string, { kind, outputPath }: View): string {
    const { base, relativeLinks } = config.site;
    const linked =
      relativeLinks && kind !== 'not-found' ? relativeHtml(drawn, { outputPath, base }) : drawn;
    if (config.csp === false) return linked;
    return withPolicy(linked, { csp: config.csp, fromDisk: relativeLinks });
  }

  function draw(view: View): Drawn | Undrawn {
    const start = performance.now();
    // The view's own collection was looked up already.
    if (isForgetful) reads = new Set();
    reads.add(partIn(view.locale, 'collections'));
    own = view.kind === 'page' ? view.page.id : undefined;
    missing = undefined;
    const path = view.outputPath;
    try {
      const contents = finished(theme.render(view, recorded(view.locale).site), view);
      if (missing !== undefined) return { path, missing };
      const written = write({ path, contents, from: sourceOf(view) });
      return { path, written, reads: [...reads].sort(), ms: performance.now() - start };
    } catch (error) {
      if (error instanceof MissingText) return { path, missing: error.id };
      throw error;
    }
  }

  return {
    recorded,
    readText,
    draw,
    drawPage(job) {
      const { page, proof, collection, locale } = job;
      const { entry, place, article } = page;
      // Keys stay in the order of `views`: a theme may write down all that it is given.
      return draw({
        ...job,
        page: pageOf(entryOf(entry, config), place, article, readText),
        collection: recorded(locale).collection(collection),
        ...(proof === undefined ? {} : { proof: proofOf(proof, config) }),
      } as View);
    },
  };
}
