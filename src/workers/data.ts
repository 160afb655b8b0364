import { fileSource } from '../content/file-source.ts';
import type { Article, ArticleText } from '../model/article.ts';
import { MissingText } from '../model/article.ts';
import type { Config } from '../model/config.ts';
import type { Entry } from '../model/page.ts';
import { sitePlugins } from '../model/plugin.ts';
import type { Proof } from '../model/site.ts';
import type { ReadText } from '../site/pages.ts';
import type { Store } from '../store/store.ts';
import { textOf } from './article-text.ts';
import type { EntryData, ProofData } from './jobs.ts';

export function entryData(entry: Entry): EntryData {
  const { source, ...rest } = entry;
  return { ...rest, path: source.path, digest: source.digest };
}

/** For a thread that renders: what a schema has made stays here, as no article is made of it. */
export function entryToRender(entry: Entry): EntryData {
  const { frontmatter } = entry;
  return { ...entryData(entry), frontmatter: { ...frontmatter, extra: {} } };
}

/** Whether an entry is the same in another thread: a schema or a plugin may have made anything of it. */
export function canBeSent(
  { collection, frontmatter }: Pick<Entry, 'collection' | 'frontmatter'>,
  config: Pick<Config, 'collections' | 'plugins'>,
): boolean {
  const { schema } = config.collections.find(({ name }) => name === collection) ?? {};
  const isOurs =
    schema === undefined && sitePlugins(config).every(({ page }) => page === undefined);
  return isOurs || isPlain(frontmatter.extra, new Set());
}

function isPlain(value: unknown, seen: Set<unknown>): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false;
  if (typeof value !== 'object' || value === null || seen.has(value)) return true;
  seen.add(value);
  const kind: unknown = Object.getPrototypeOf(value);
  if (kind === Date.prototype) return Reflect.ownKeys(value).length === 0;
  if (kind !== Object.prototype && kind !== Array.prototype) return false;
  const own = Object.values(Object.getOwnPropertyDescriptors(value));
  return (
    Object.getOwnPropertySymbols(value).length === 0 &&
    own.every((one) => 'value' in one && isPlain(one.value, seen))
  );
}

export function entryOf(data: EntryData, config: Pick<Config, 'root'>): Entry {
  const { path, digest, ...rest } = data;
  return { ...rest, source: fileSource({ root: config.root, path, digest }) };
}

export function proofData({ runbook, status }: Proof, entry: Entry): ProofData {
  const { source: _, ...known } = runbook;
  return { entry: entryData(entry), runbook: known, status };
}

export function proofOf(data: ProofData, config: Pick<Config, 'root'>): Proof {
  const { source } = entryOf(data.entry, config);
  return { runbook: { ...data.runbook, source }, status: data.status };
}

/**
 * Reads texts from a store; the last one is kept, since a page is asked for its text several times.
 * The reader throws `MissingText`.
 */
export function textReader(store: Store): ReadText {
  let last: { readonly check: string; readonly text: ArticleText } | undefined;
  return (id, { text: ref }: Article) => {
    if (last?.check !== ref.check) {
      const bytes = store.get(ref);
      if (bytes === undefined) throw new MissingText(id);
      last = { check: ref.check, text: textOf(bytes) };
    }
    return last.text;
  };
}
