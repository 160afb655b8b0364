import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SearchDocument } from './document.ts';
import { openPagefind, type Pagefind } from './pagefind.ts';
import type { IndexFile } from './steady.ts';

export type ToThread =
  | { readonly kind: 'add'; readonly documents: readonly SearchDocument[] }
  | { readonly kind: 'finish' }
  | { readonly kind: 'close' };

export type FromThread =
  | { readonly kind: 'done' }
  | { readonly kind: 'files'; readonly files: readonly IndexFile[] }
  | { readonly kind: 'problem'; readonly message: string };

/** Makes indexes, one after the other, beside this thread. Whoever has opened it closes it. */
export interface Indexer {
  /** @throws NoIndex */
  add(documents: readonly SearchDocument[]): Promise<void>;
  /** The files of the index of all that was added. @throws NoIndex */
  finish(): Promise<readonly IndexFile[]>;
  close(): Promise<void>;
}

/** What indexes is not there, or has failed. */
export class NoIndex extends Error {
  override readonly name = 'NoIndex';
}

export function openIndexer(): Indexer {
  const file = threadFile();
  return file === undefined ? indexerHere() : indexerBeside(file);
}

/** The thread's module as JavaScript, also where this one is run from its source. Undefined: not built. */
function threadFile(): string | undefined {
  const own = fileURLToPath(import.meta.url);
  const place = own.endsWith('.ts') ? '../../lib/src/search/thread.js' : './thread.js';
  const file = fileURLToPath(new URL(place, import.meta.url));
  return existsSync(file) ? file : undefined;
}

function indexerBeside(file: string): Indexer {
  // What Pagefind would print is not for who builds a site.
  const worker = new Worker(file, { stdout: true, stderr: true });
  const waiting: { resolve(answer: FromThread): void; reject(error: unknown): void }[] = [];
  let failure: NoIndex | undefined;
  const fail = (error: NoIndex): void => {
    failure ??= error;
    for (const one of waiting.splice(0)) one.reject(failure);
  };
  worker.on('message', (answer: FromThread) => waiting.shift()?.resolve(answer));
  worker.on('error', (error) => fail(new NoIndex(error.message)));
  worker.on('exit', () => fail(new NoIndex('its thread has ended')));
  const ask = async (message: ToThread): Promise<FromThread> => {
    const answer = await new Promise<FromThread>((resolve, reject) => {
      if (failure !== undefined) return reject(failure);
      waiting.push({ resolve, reject });
      worker.postMessage(message);
    });
    if (answer.kind === 'problem') throw new NoIndex(answer.message);
    return answer;
  };
  return {
    async add(documents) {
      await ask({ kind: 'add', documents });
    },
    async finish() {
      const answer = await ask({ kind: 'finish' });
      return answer.kind === 'files' ? answer.files : [];
    },
    async close() {
      await ask({ kind: 'close' }).catch(() => undefined);
      await worker.terminate();
    },
  };
}

function indexerHere(): Indexer {
  let opened: Promise<Pagefind> | undefined;
  let isClosed = false;
  const use = async <Answer>(work: (pagefind: Pagefind) => Promise<Answer>): Promise<Answer> => {
    if (isClosed) throw new NoIndex('it was closed');
    try {
      opened ??= openPagefind();
      return await work(await opened);
    } catch (error) {
      throw new NoIndex(error instanceof Error ? error.message : String(error));
    }
  };
  return {
    add: (documents) => use((pagefind) => pagefind.add(documents)),
    finish: () => use((pagefind) => pagefind.finish()),
    async close() {
      isClosed = true;
      const pagefind = await opened?.catch(() => undefined);
      await pagefind?.close();
    },
  };
}
