import { join, relative, sep } from 'node:path';
import { type CodeDigest, codeDigest } from '../config/code-digest.ts';
import type { KnownEntry, ReadEntries } from '../content/entries.ts';
import { fromRecord, toRecord } from '../content/entry-record.ts';
import { siteMermaid } from '../content/site-mermaid.ts';
import { type Config, isBuiltInTheme } from '../model/config.ts';
import { described } from '../model/described.ts';
import type { DrawnFrom } from '../model/drawn-from.ts';
import type { FileRead } from '../model/file-read.ts';
import { digestOf } from '../model/source.ts';
import type { MadeArticle } from '../site/articles.ts';
import type { SiteDigests } from '../site/site-digests.ts';
import { readRecord, writeRecord } from '../store/record.ts';
import { openStore, type Store } from '../store/store.ts';
import { sweep } from '../store/sweep.ts';
import { withReads, withReadsNow } from './inputs.ts';
import { type LastBuild, readLastBuild, writeLastBuild } from './last-build.ts';
import { type Base, type Remembered, recall, remember } from './remembered.ts';

/** What earlier builds of a site have left: the texts of articles, and what each thing was made from. */
export interface BuildMemory {
  /** Below the state folder; a build may be carried elsewhere with it. */
  readonly folder: string;
  /**
   * For one build, which closes it.
   * @param scratch A folder that new texts are put in, instead of among those that are kept.
   */
  openStore(scratch?: string): Store;
  /** What the pages are made by, beside the pages themselves, at this moment. */
  code(): CodeDigest;
  /** @param force Nothing of earlier builds is believed. */
  recall(code: CodeDigest, options: { readonly force: boolean }): Known;
  /** What this build has found out, and, where it drew the site, how. Never fails: a memory is no need. */
  save(learnt: Learnt, drawn?: DrawnSite): void;
  /** What the last build found, where this one would find the same. */
  lastBuild(inputs: string | undefined, now: number | undefined): LastBuild | undefined;
  /** Nothing is saved where a file beside the pages cannot be told from outside. */
  saveLast(last: Omit<LastBuild, 'reads'>, reads: readonly FileRead[]): void;
}

/** What is known of the last build, as far as it still holds. */
export interface Known {
  readonly code: CodeNames;
  readonly isEmpty: boolean;
  readonly entry: (path: string) => KnownEntry | undefined;
  /** What is written down of an entry; the same where the entry is. */
  readonly record: (entry: KnownEntry) => unknown;
  readonly article: (id: string) => MadeArticle | undefined;
  /** What a file was drawn from, where it would be drawn the same. */
  readonly drawn: (path: string, own: string, now: SiteDigests) => DrawnFrom | undefined;
}

export interface Learnt {
  readonly known: Known;
  readonly read: Pick<ReadEntries, 'entries'>;
  readonly articles: { readonly byId: ReadonlyMap<string, MadeArticle> };
}

export interface DrawnSite {
  readonly files: ReadonlyMap<string, DrawnFrom>;
  readonly digests: SiteDigests;
}

export function openMemory(config: Config): BuildMemory {
  const folder = join(config.stateDir, `build-${nameOf(config)}`);
  const codeFile = join(folder, 'code');
  let seen: unknown;
  let isNewCode = false;
  let last: Remembered | undefined;
  let base: Base | undefined;
  return {
    folder,
    openStore: (scratch) => (scratch === undefined ? openStore(folder) : over(scratch, folder)),
    code() {
      seen ??= readRecord(codeFile, codeFormat)?.[0];
      const code = codeDigest(config, { seen });
      isNewCode ||= JSON.stringify(code.seen) !== JSON.stringify(seen);
      seen = code.seen;
      return code;
    },
    recall(code, { force }) {
      if (!force && last === undefined) {
        const recalled = recall(folder, config.contentDir);
        base = recalled?.base;
        last = recalled?.memory;
      }
      return knownFrom(force ? undefined : last, codeNames(config, code), config);
    },
    save(learnt, drawn) {
      const next = tidied(rememberedOf(learnt, drawn, last), folder);
      asFarAsPossible(() => {
        base = remember(folder, next, base);
        if (isNewCode) writeRecord(codeFile, codeFormat, [seen]);
      });
      isNewCode = false;
      last = next;
    },
    lastBuild(inputs, now) {
      if (inputs === undefined || now === undefined) return undefined;
      const found = readLastBuild(folder, config);
      if (found === undefined) return undefined;
      if (found.inputs !== withReadsNow(inputs, found.reads, config.root)) return undefined;
      return found.from <= now && now < found.until ? found : undefined;
    },
    saveLast(build, reads) {
      const inputs = withReads(build.inputs, reads);
      if (inputs === undefined) return;
      const paths = [...new Set(reads.map(({ path }) => path))].sort();
      asFarAsPossible(() => writeLastBuild(folder, { ...build, inputs, reads: paths }));
    },
  };
}

const codeFormat = 'rutter-code-1';

/** Reads of both folders, and leaves the second as it is. */
function over(scratch: string, folder: string): Store {
  const [own, kept] = [openStore(scratch), openStore(folder)];
  return {
    put: own.put,
    get: (ref) => own.get(ref) ?? kept.get(ref),
    flush: own.flush,
    close() {
      kept.close();
      own.close();
    },
  };
}

/** Drops what nobody refers to any more. What has moved is remembered where it is now. */
function tidied(memory: Remembered, folder: string): Remembered {
  const moved = sweep(
    folder,
    [...memory.articles.values()].map(({ article }) => article.text),
  );
  if (moved.size === 0) return memory;
  const articles = new Map(memory.articles);
  for (const [id, made] of articles) {
    const { text } = made.article;
    const now = moved.get(`${text.pack}:${text.offset}`);
    if (now !== undefined) articles.set(id, { ...made, article: { ...made.article, text: now } });
  }
  return { ...memory, articles };
}

/** A state folder that cannot be written, a full disk: the site is built all the same. */
export function asFarAsPossible(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
  }
}

/** Of the place of the output folder in the site: the same wherever the site lies. */
function nameOf({ root, outDir }: Config): string {
  const path = relative(root, outDir).split(sep).join('/');
  return digestOf(path).slice('sha256:'.length, 'sha256:'.length + 8);
}

/** Digests of what reads entries, renders articles and draws files. */
interface CodeNames {
  readonly reading: string;
  readonly pipeline: string;
  /** The functions that pages call. */
  readonly shortcodes: string;
  readonly drawing: string;
}

function codeNames(config: Config, code: CodeDigest): CodeNames {
  const { markdown, verify, collections, taxonomies, locales, site, contentDir, root } = config;
  // Of the rest no page shows anything.
  const {
    jobs: _,
    cache: _cache,
    pull: _pull,
    engine: _engine,
    coverageMin: _min,
    ...asked
  } = verify;
  const hasPlugins = markdown.remarkPlugins.length + markdown.rehypePlugins.length > 0;
  // Of a plugin or a theme it is not known what it reads.
  const readBy = (isOurs: boolean) => (isOurs && config.inputs.length === 0 ? '' : code.code);
  const of = (...parts: unknown[]): string => digestOf(described([code.rutter, parts]));
  // Pages of a collection with a schema are always read, and its inside is no business of ours.
  const read = collections.map(({ schema, loader: _loader, ...one }) => [
    one,
    schema !== undefined,
  ]);
  const languages = [site.language, locales.map(({ tag, isDefault }) => [tag, isDefault])];
  return {
    reading: of(
      read,
      Object.keys(taxonomies),
      locales.map(({ tag, isDefault }) => [tag, isDefault]),
      relative(root, contentDir),
      markdown.limits.pageBytes,
    ),
    shortcodes: code.shortcodes,
    pipeline: of(
      siteMermaid(config)?.version,
      markdown,
      languages,
      config.llms,
      asked,
      readBy(!hasPlugins),
    ),
    drawing: of(
      config.site.base,
      config.site.relativeLinks,
      config.csp,
      code.theme,
      config.themeOptions,
      readBy(isBuiltInTheme(config.theme)),
    ),
  };
}

function knownFrom(last: Remembered | undefined, code: CodeNames, config: Config): Known {
  const entries = last?.reading === code.reading ? last.entries : undefined;
  const files = last?.drawing === code.drawing ? last.files : undefined;
  const records = new WeakMap<KnownEntry, unknown>();
  const current = new Map<readonly string[], boolean>();
  const isCurrent = (reads: readonly string[], now: SiteDigests): boolean => {
    const known = current.get(reads);
    if (known !== undefined) return known;
    const is = reads.every((part) => {
      const before = last?.parts.get(part);
      return before !== undefined && before === now.part(part);
    });
    current.set(reads, is);
    return is;
  };
  return {
    code,
    isEmpty: last === undefined,
    entry(path) {
      const record = entries?.get(path);
      const entry = record === undefined ? undefined : fromRecord(record, config);
      if (entry !== undefined) records.set(entry, record);
      return entry;
    },
    record: (entry) => records.get(entry) ?? toRecord(entry),
    article: (id) => last?.articles.get(id),
    drawn(path, own, now) {
      const from = files?.get(path);
      return from?.own === own && isCurrent(from.reads, now) ? from : undefined;
    },
  };
}

/** Whether a page takes too long is told by this machine at this moment: the next build tries again. */
function lasting(articles: ReadonlyMap<string, MadeArticle>): ReadonlyMap<string, MadeArticle> {
  const isHurried = ({ article }: MadeArticle): boolean =>
    article.diagnostics.some(({ code }) => code === 'markdown-too-slow');
  const all = [...articles];
  return all.some(([, made]) => isHurried(made))
    ? new Map(all.filter(([, made]) => !isHurried(made)))
    : articles;
}

function rememberedOf(
  { known, read, articles }: Learnt,
  drawn: DrawnSite | undefined,
  last: Remembered | undefined,
): Remembered {
  const { reading, drawing } = known.code;
  const entries = new Map<string, unknown>();
  for (const [path, entry] of read.entries) {
    const record = entry && known.record(entry);
    if (record !== undefined) entries.set(path, record);
  }
  const common = { reading, entries, articles: lasting(articles.byId) };
  if (drawn === undefined) {
    return {
      ...common,
      drawing: last?.drawing ?? '',
      parts: last?.parts ?? new Map(),
      files: last?.files ?? new Map(),
    };
  }
  const parts = new Map<string, string>();
  for (const reads of new Set([...drawn.files.values()].map((file) => file.reads))) {
    for (const part of reads) {
      const digest = drawn.digests.part(part);
      if (digest !== undefined) parts.set(part, digest);
    }
  }
  return { ...common, drawing, parts, files: drawn.files };
}
