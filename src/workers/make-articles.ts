import { setImmediate } from 'node:timers/promises';
import { type FilesBeside, filesBeside } from '../content/files-beside.ts';
import { type Article, MissingText } from '../model/article.ts';
import type { Config } from '../model/config.ts';
import type { Entry } from '../model/page.ts';
import type { Profile } from '../model/profile.ts';
import { keyOf } from '../model/source.ts';
import { articleKey, leadsWhereItLed, type MadeArticle } from '../site/articles.ts';
import type { Resolve } from '../site/resolve.ts';
import type { TargetTable } from '../site/target-table.ts';
import type { Store } from '../store/store.ts';
import type { Crew } from './crew.ts';
import { entryToRender } from './data.ts';
import { createRenderer } from './hand.ts';
import type { Rendered } from './jobs.ts';

export interface ArticlesInput {
  readonly config: Config;
  readonly entries: readonly Entry[];
  readonly resolver: (entry: Entry) => Resolve;
  readonly targets: () => TargetTable;
  readonly store: Store;
  /** Equal for equal processors and settings only. */
  readonly pipeline: string;
  /** Equal for equal shortcodes only: pages that call none are made without. */
  readonly shortcodes: string;
  /** The article that an earlier build has made. */
  readonly known: (id: string) => MadeArticle | undefined;
  /** Threads for so many pages; undefined: they are rendered here. */
  readonly crewFor: (pages: number) => Crew | undefined;
  /** `reused`: nothing that made the article has changed. */
  readonly onPage: (id: string, reused: boolean, ms: number) => void;
  readonly profile?: Profile | undefined;
}

export interface Articles {
  readonly byId: ReadonlyMap<string, MadeArticle>;
  /** Makes one again whose text is gone. */
  remake(id: string): Promise<void>;
}

/** The articles of all entries: those of earlier builds that would become the same, and new ones. */
export async function makeArticles(input: ArticlesInput): Promise<Articles> {
  const { config, entries, resolver, store, pipeline } = input;
  const withShortcodes = keyOf(JSON.stringify([pipeline, input.shortcodes]));
  const keyFor = (entry: Entry, { callsShortcodes }: Article): string =>
    articleKey(entry, callsShortcodes ? withShortcodes : pipeline);
  const render = createRenderer(config, store, input.profile);
  const byId = new Map<string, MadeArticle>();
  const stale = new Map<string, Entry>();
  const beside = filesBeside(config);
  for (const entry of entries) {
    const known = input.known(entry.id);
    const holds =
      known !== undefined &&
      known.key === keyFor(entry, known.article) &&
      leadsWhereItLed(known.article, resolver(entry))
        ? readAgain(known, beside)
        : undefined;
    if (holds !== undefined) {
      byId.set(entry.id, holds);
      input.onPage(entry.id, true, 0);
    } else stale.set(entry.id, entry);
  }
  const done = ({ id, article, digest, ms }: Rendered): void => {
    const entry = stale.get(id);
    byId.set(id, { key: entry === undefined ? '' : keyFor(entry, article), digest, article });
    input.onPage(id, false, ms);
  };
  const crew = input.crewFor(stale.size);
  if (crew !== undefined) {
    await crew.render([...stale.values()].map(entryToRender), input.targets(), done);
  } else {
    for (const [index, entry] of [...stale.values()].entries()) {
      done(await render(entry, resolver(entry)));
      if (index % 64 === 63) await setImmediate();
    }
    store.flush();
  }
  return {
    byId,
    async remake(id) {
      const entry = entries.find((one) => one.id === id);
      const old = byId.get(id);
      if (entry === undefined || old === undefined) throw new Error(`${id} is no page`);
      const { article, digest } = await render(entry, resolver(entry));
      store.flush();
      byId.set(id, { key: old.key, digest, article });
    },
  };
}

/** Undefined where a file beside the page has become another. */
function readAgain(made: MadeArticle, beside: FilesBeside): MadeArticle | undefined {
  const { article } = made;
  if (article.reads === undefined) return made;
  const reads = article.reads.map(beside.again);
  if (reads.some(({ digest }, at) => digest !== article.reads?.[at]?.digest)) return undefined;
  const isSame = reads.every((read, at) => read === article.reads?.[at]);
  return isSame ? made : { ...made, article: { ...article, reads } };
}

/** Does something that reads texts; one that is gone is made again first. */
export async function withTexts<Result>(
  articles: Articles,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MissingText)) throw error;
      await articles.remake(error.id);
    }
  }
}
