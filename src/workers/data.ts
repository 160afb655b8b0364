import { fileSource } from '../content/file-source.ts';
import type { Article, ArticleText } from '../model/article.ts';
import { MissingText } from '../model/article.ts';
import type { Config } from '../model/config.ts';
import type { Entry } from '../model/page.ts';
import type { Proof } from '../model/site.ts';
import type { ReadText } from '../site/pages.ts';
import type { Store } from '../store/store.ts';
import type { EntryData, ProofData } from './jobs.ts';

export function entryData(entry: Entry): EntryData {
  const { source, ...rest } = entry;
  return { ...rest, path: source.path, digest: source.digest };
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
      last = { check: ref.check, text: JSON.parse(Buffer.from(bytes).toString('utf8')) };
    }
    return last.text;
  };
}
