import type { MessagePort } from 'node:worker_threads';
import type { Article } from '../model/article.ts';
import type { Config } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Entry, Place } from '../model/page.ts';
import type { ProfileData } from '../model/profile.ts';
import type { Proof, View } from '../model/site.ts';
import type { WriteTarget, Written } from '../output/writer.ts';
import type { TargetTable } from '../site/target-table.ts';

/** An entry as plain data, for another thread. */
export interface EntryData extends Omit<Entry, 'source'> {
  readonly path: string;
  readonly digest: string;
}

/** A page as plain data. */
export interface PageData {
  readonly entry: EntryData;
  readonly place: Place;
  readonly article: Article;
}

export type ProofData = Pick<Proof, 'status'> & {
  readonly entry: EntryData;
  readonly runbook: Omit<Proof['runbook'], 'source'>;
};

type PageView = Extract<View, { kind: 'page' }>;

/** The view of a page as plain data. */
export interface PageJob extends Omit<PageView, 'page' | 'collection' | 'proof'> {
  readonly page: PageData;
  readonly collection: string;
  readonly proof?: ProofData | undefined;
}

export interface Rendered {
  readonly id: string;
  readonly article: Article;
  /** Of the article, wherever its text is kept. */
  readonly digest: string;
  readonly ms: number;
}

export interface Drawn {
  readonly path: string;
  readonly written: Written;
  /** Names of the parts of the site that were read, sorted. */
  readonly reads: readonly string[];
  readonly ms: number;
}

/** What a thread is started with. */
export interface ThreadData {
  /** Without what cannot be sent to a thread: plugins and schemas. */
  readonly config: Config;
  readonly storeFolder: string;
  /** Where answers to `ask` come in. */
  readonly answers: MessagePort;
  /** One Int32: 1 when an answer has come in. */
  readonly answered: SharedArrayBuffer;
  /** It measures where its time goes. */
  readonly measures: boolean;
}

export type ToThread =
  | { readonly kind: 'render'; readonly targets?: TargetTable; readonly jobs: readonly EntryData[] }
  | { readonly kind: 'draw'; readonly target?: WriteTarget; readonly jobs: readonly PageJob[] }
  | { readonly kind: 'measure' };

export type FromThread =
  | { readonly kind: 'rendered'; readonly results: readonly Rendered[] }
  | { readonly kind: 'drawn'; readonly results: readonly (Drawn | Undrawn)[] }
  | { readonly kind: 'measured'; readonly data: ProfileData }
  | { readonly kind: 'ask'; readonly part: string }
  | { readonly kind: 'problem'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'bug'; readonly stack: string };

/** Not drawn: the text of an article is gone. */
export interface Undrawn {
  readonly path: string;
  readonly missing: string;
}
