import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { BodyPart, Page } from '../model/page.ts';
import type { Site } from '../model/site.ts';
import { digestOf, keyOf } from '../model/source.ts';
import { type SearchShard, searchShards } from '../site/search-plan.ts';
import { type DocumentFacts, documentKey, searchDocument } from './document.ts';
import { type Indexer, NoIndex, openIndexer } from './indexer.ts';
import { type KeptShards, openKeptShards } from './kept.ts';

export interface IndexInput {
  /** The site in each of its languages. */
  readonly sites: readonly Site[];
  /** Equal for equal versions of Rutter and of Pagefind only. */
  readonly madeBy: string;
  /** Where the shards of earlier builds are. */
  readonly folder: string;
  /** The digest of a file of the site that stands. */
  readonly standing: (path: string) => string | undefined;
  /** Nothing of earlier builds is believed. */
  readonly force: boolean;
  /** Equal for equal texts of a page only. */
  readonly textKey: (page: Page) => string;
  readonly bodyOf: (page: Page) => readonly BodyPart[];
  /** Does something that reads texts; one that is gone is made again first: see `MissingText`. */
  readonly withTexts: <Result>(work: () => Result) => Promise<Result>;
}

/** A file to be published. */
export interface SearchFile {
  /** Relative to the output folder. */
  readonly path: string;
  readonly digest: string;
  bytes(): Uint8Array;
}

/** The index of a site that comes to be while other things are done. Whoever has it closes it. */
export interface IndexUnderWay extends AsyncDisposable {
  /** Of all shards, once; without any where there can be none, with the reason. */
  files(): Promise<{
    readonly files: readonly SearchFile[];
    readonly diagnostics: readonly Diagnostic[];
  }>;
  /** Forgets the shards that no more are asked for. */
  tidy(): void;
}

/** Two have all cores of a small machine; each takes up to half a gigabyte. */
const mostIndexers = 4;
/** Documents on their way to an indexer at once. */
const batch = 32;

/** Begins to make the shards that earlier builds have not left. */
export function beginIndex(input: IndexInput): IndexUnderWay {
  const kept = openKeptShards(input.folder);
  const jobs = input.sites.flatMap((site) =>
    searchShards(site).map((shard, at) => jobOf(site, shard, at === 0, input)),
  );
  const known = new Map(
    input.force ? [] : jobs.map((job) => [job, soundFiles(job, kept, input)] as const),
  );
  const stale = jobs.filter((job) => known.get(job) === undefined);
  const crew = createCrew(Math.min(availableParallelism(), mostIndexers, stale.length));
  const made = Promise.all(stale.map(async (job) => known.set(job, await job.make(crew, kept))));
  made.catch(() => undefined);
  return {
    async files() {
      try {
        await made;
      } catch (error) {
        if (!(error instanceof NoIndex)) throw error;
        return { files: [], diagnostics: [failed(error)] };
      }
      const files = jobs.flatMap((job) =>
        (known.get(job) ?? []).map((file) => ({ ...file, path: job.shard.folder + file.path })),
      );
      return { files, diagnostics: [] };
    },
    tidy: () => kept.keepOnly(new Set(jobs.map(({ key }) => key))),
    async [Symbol.asyncDispose]() {
      await crew.close();
      await made.catch(() => undefined);
    },
  };
}

/** Those of an earlier build, where what does not stand in the site can be read. */
function soundFiles(
  { shard, key }: Job,
  kept: KeptShards,
  { standing }: IndexInput,
): readonly SearchFile[] | undefined {
  const files: SearchFile[] = [];
  for (const { path, digest, bytes } of kept.get(key) ?? [noFile]) {
    const isStanding = standing(shard.folder + path) === digest;
    const content = isStanding ? undefined : bytes();
    if (!isStanding && content === undefined) return undefined;
    files.push({ path, digest, bytes: () => content ?? bytes() ?? new Uint8Array() });
  }
  return files;
}

const noFile = { path: '', digest: '', bytes: () => undefined };

/** One shard to be made. */
interface Job {
  readonly shard: SearchShard;
  readonly key: string;
  readonly make: (crew: Crew, kept: KeptShards) => Promise<readonly SearchFile[]>;
}

function jobOf(site: Site, shard: SearchShard, isFirst: boolean, input: IndexInput): Job {
  const facts = factsOf(site);
  const { madeBy, textKey, bodyOf, withTexts } = input;
  const pages = shard.pages.map((page) => [documentKey(page, facts(page)), textKey(page)]);
  const key = keyOf(JSON.stringify([madeBy, isFirst, pages]));
  return {
    shard,
    key,
    make: (crew, kept) =>
      crew.work(async (indexer) => {
        for (let at = 0; at < shard.pages.length; at += batch) {
          const some = shard.pages.slice(at, at + batch);
          await indexer.add(
            await withTexts(() =>
              some.map((page) => searchDocument(page, bodyOf(page), facts(page))),
            ),
          );
          // Whoever draws pages meanwhile has questions.
          await setImmediate();
        }
        const files = await indexer.finish();
        // What reads an index is needed once.
        const own = files.filter(({ path }) => isFirst || !/\.js$|\.pagefind$/.test(path));
        const ours = withOneReader(own);
        kept.put(key, ours);
        return ours.map(({ path, content }) => ({
          path,
          digest: digestOf(content),
          bytes: () => content,
        }));
      }),
  };
}

/** The reader for the language, and no other. */
function withOneReader<File extends { readonly path: string }>(files: readonly File[]): File[] {
  const readers = files.filter(({ path }) => path.startsWith('wasm.'));
  const own = readers.find(({ path }) => path !== 'wasm.unknown.pagefind') ?? readers[0];
  return files.filter((file) => !file.path.startsWith('wasm.') || file === own);
}

function factsOf(site: Site): (page: Page) => DocumentFacts {
  const { language, base } = site.config;
  const configs = new Map(site.collections.map(({ config }) => [config.name, config]));
  return (page) => {
    const { origin, version } = configs.get(page.collection) ?? {};
    return {
      language,
      base,
      collection: origin ?? page.collection,
      version,
      state: site.proofs.get(page.id)?.status.badge,
    };
  };
}

interface Crew {
  /** Waits for a free indexer. */
  work<Result>(task: (indexer: Indexer) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** @param size Indexers are opened where there is work for them. */
function createCrew(size: number): Crew {
  const free: Indexer[] = [];
  const all: Indexer[] = [];
  const waiting: ((indexer: Indexer) => void)[] = [];
  const take = async (): Promise<Indexer> => {
    const idle = free.pop();
    if (idle !== undefined) return idle;
    if (all.length >= Math.max(1, size)) return new Promise((resolve) => waiting.push(resolve));
    const opened = openIndexer();
    all.push(opened);
    return opened;
  };
  return {
    async work(task) {
      const indexer = await take();
      try {
        return await task(indexer);
      } finally {
        const next = waiting.shift();
        if (next === undefined) free.push(indexer);
        else next(indexer);
      }
    },
    async close() {
      await Promise.all(all.map((one) => one.close()));
    },
  };
}

function failed({ message }: Error): Diagnostic {
  return diagnostic({
    code: 'search-index',
    severity: 'warning',
    message: `the index of the search could not be made: Pagefind says ${message}`,
    hint: 'the page of the search has links instead; the next build tries again',
  });
}

export const notInstalled: Diagnostic = diagnostic({
  code: 'search-index',
  severity: 'warning',
  message: 'there is no index of the search: Pagefind is not installed, or not for this system',
  hint: 'run `npm install pagefind`, or say `search: false` in the configuration',
});
