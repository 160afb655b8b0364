import { setImmediate } from 'node:timers/promises';
import type { Config } from '../model/config.ts';
import type { DrawnFrom } from '../model/drawn-from.ts';
import type { Entry, Page, Place } from '../model/page.ts';
import type { Site, View } from '../model/site.ts';
import type { Theme } from '../model/theme.ts';
import type { Publication } from '../output/publication.ts';
import type { Writer } from '../output/writer.ts';
import { partsOfAll } from '../site/local-parts.ts';
import type { ReadText } from '../site/pages.ts';
import type { RecordedSite } from '../site/recorded-site.ts';
import type { SiteDigests } from '../site/site-digests.ts';
import type { Crew } from './crew.ts';
import { canBeSent, entryData, proofData } from './data.ts';
import { createDrawer } from './hand.ts';
import type { Drawn, PageData, PageJob, Undrawn } from './jobs.ts';
import type { Articles } from './make-articles.ts';
import { partData } from './part-data.ts';

export interface DrawInput {
  readonly config: Config;
  /** In all its languages. */
  readonly sites: readonly Site[];
  readonly views: readonly View[];
  readonly digests: SiteDigests;
  readonly articles: Articles;
  readonly places: ReadonlyMap<string, Place>;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly theme: Theme;
  /** Reads texts as they are kept now. */
  readonly readText: ReadText;
  /** Pages call it when their text is asked for. */
  readonly listen: (onRead: ReadText | undefined) => void;
  readonly publication: Publication;
  readonly write: Writer;
  /** What a file was drawn from, where it would be drawn the same. */
  readonly known: (path: string, own: string) => DrawnFrom | undefined;
  readonly crewFor: (pages: number) => Crew | undefined;
  readonly onFile: (view: View, ms: number) => void;
  /** What there is to do beside drawing: done here while threads draw, else when all is drawn. */
  readonly beside: () => Promise<void>;
}

/**
 * Draws what has changed and hands it to the publication; keeps what has not. Pages are drawn by
 * threads where there are enough of them, lists here.
 */
export async function drawSite(input: DrawInput): Promise<ReadonlyMap<string, DrawnFrom>> {
  const { config, sites, views, digests, publication, articles } = input;
  const from = new Map<string, DrawnFrom>();
  const owns = new Map<string, string>();
  const changed: View[] = [];
  for (const view of views) {
    const own = digests.view(view);
    const path = view.outputPath;
    const known = input.known(path, own);
    // The file must be the one that was drawn then.
    if (known !== undefined && publication.standing(path)?.digest === known.digest) {
      publication.keep(path);
      from.set(path, known);
    } else {
      changed.push(view);
      owns.set(path, own);
    }
  }
  const byPath = new Map(changed.map((view) => [view.outputPath, view]));
  const shared = sharedLists();
  const gone: View[] = [];
  const done = (result: Drawn | Undrawn): void => {
    const view = byPath.get(result.path);
    if (view === undefined) throw new Error(`nobody asked for ${result.path}`);
    if ('missing' in result) {
      gone.push(view);
      return;
    }
    publication.add(result.path, result.written);
    const { digest } = result.written;
    const own = owns.get(result.path) ?? '';
    from.set(result.path, { own, reads: shared(result.reads), digest });
    input.onFile(view, result.ms);
  };

  const readPart = partsOfAll(sites);
  const drawer = createDrawer({
    config,
    theme: input.theme,
    readText: input.readText,
    readPart,
    write: input.write,
  });
  input.listen(drawer.readText);
  let isStopped = false;
  const drawHere = async (list: readonly View[]): Promise<void> => {
    for (const [index, view] of list.entries()) {
      if (isStopped) return;
      done(drawer.draw(withRecorded(view, drawer.recorded(view.locale))));
      // Threads may wait for a part of the site.
      if (index % 8 === 7) await setImmediate();
    }
  };
  const isPage = (view: View): view is PageView => view.kind === 'page';
  const pages = changed.filter(isPage);
  const crew = pages.every(({ page }) => canBeSent(page, config))
    ? input.crewFor(pages.length)
    : undefined;
  const lists = changed.filter((view) => !isPage(view));
  // Pages first: lists read most of the site, and a theme may keep what it has read.
  if (crew === undefined) {
    await drawHere([...pages, ...lists]);
    input.listen(undefined);
    await input.beside();
  } else {
    const jobs = pages.map((view) => pageJob(view, input));
    const drawing = {
      target: publication.target,
      partData: (part: string) =>
        partData(part, readPart(part), {
          pageData: (page) => pageData(page, input),
          proofData: (id) => proofOf(id, input),
        }),
    };
    const here = async (): Promise<void> => {
      await drawHere(lists);
      input.listen(undefined);
      if (!isStopped) await input.beside();
    };
    const both = [crew.draw(jobs, drawing, done), here()];
    try {
      await Promise.all(both);
    } catch (error) {
      // Whoever clears up what was written must be alone with it.
      isStopped = true;
      await crew[Symbol.asyncDispose]();
      await Promise.allSettled(both);
      throw error;
    }
  }
  input.listen(drawer.readText);
  for (let tries = 0; gone.length > 0; tries += 1) {
    if (tries > views.length) throw new Error('texts are lost as soon as they are kept');
    const again = gone.splice(0);
    for (const view of again) {
      const result = drawer.draw(withRecorded(view, drawer.recorded(view.locale)));
      if ('missing' in result) await articles.remake(result.missing);
      done(result);
    }
  }
  input.listen(undefined);
  return from;
}

type PageView = Extract<View, { kind: 'page' }>;

/** A view whose way into the rest of the site is recorded. */
function withRecorded(view: View, recorded: RecordedSite): View {
  if (view.kind === 'home') return { ...view, collections: recorded.site.collections };
  if (view.kind === 'taxonomy' || view.kind === 'term') {
    const taxonomy = recorded.taxonomy(view.taxonomy.name);
    if (view.kind === 'taxonomy') return { ...view, taxonomy };
    return { ...view, taxonomy, term: recorded.term(taxonomy.name, view.term.slug) };
  }
  if (!('collection' in view)) return view;
  return { ...view, collection: recorded.collection(view.collection.config.name) };
}

type Known = Pick<DrawInput, 'articles' | 'places' | 'entries' | 'sites'>;

function pageJob(view: PageView, known: Known): PageJob {
  const { page, collection, proof } = view;
  // Keys stay where they are: see `drawPage`.
  return {
    ...view,
    page: pageData(page, known),
    collection: collection.config.name,
    ...(proof === undefined ? {} : { proof: proofOf(page.id, known) }),
  } as PageJob;
}

function pageData({ id }: Pick<Page, 'id'>, { articles, places, entries }: Known): PageData {
  const entry = entries.get(id);
  const place = places.get(id);
  const article = articles.byId.get(id)?.article;
  if (entry === undefined || place === undefined || article === undefined) {
    throw new Error(`${id} is no page`);
  }
  return { entry: entryData(entry), place, article };
}

function proofOf(id: string, { sites, entries }: Known) {
  const proof = sites[0]?.proofs.get(id);
  const entry = entries.get(id);
  return proof === undefined || entry === undefined ? undefined : proofData(proof, entry);
}

/** One list for all that are equal. */
function sharedLists(): (list: readonly string[]) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (list) => {
    const key = list.join('\n');
    const same = known.get(key) ?? list;
    known.set(key, same);
    return same;
  };
}
