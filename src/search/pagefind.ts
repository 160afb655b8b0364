import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout } from 'node:timers/promises';
import type { SearchDocument } from './document.ts';
import { type IndexFile, steady } from './steady.ts';

/** What Rutter asks of the package `pagefind`. */
interface PagefindModule {
  createIndex(
    config: object,
  ): Promise<{ readonly errors: readonly string[]; readonly index?: Index }>;
  close(): Promise<unknown>;
}

interface Index {
  addHTMLFile(file: SearchDocument): Promise<{ readonly errors: readonly string[] }>;
  getFiles(): Promise<{ readonly errors: readonly string[]; readonly files: readonly IndexFile[] }>;
  deleteIndex(): Promise<unknown>;
}

/** Makes indexes, one after the other, in a process of Pagefind's own. */
export interface Pagefind {
  /** Begins an index where there is none. @throws what Pagefind says. */
  add(documents: readonly SearchDocument[]): Promise<void>;
  /** The files of the index, which ends with it. @throws what Pagefind says. */
  finish(): Promise<readonly IndexFile[]>;
  /** Resolves when the process has ended. */
  close(): Promise<void>;
}

const name = 'pagefind';
/** Nothing of an article, and nothing that a reader sees as text. */
const left = ['.anchor', 'svg', 'script', 'style', 'template', 'annotation', 'annotation-xml'];
/** How long it takes at the most until the end of a process is known. */
const endMs = 500;
/** How long a process that was told to end may take. */
const graceMs = 2000;
/** How long it may take to answer; a shard of the largest sites takes it a few seconds. */
const answerMs = 120_000;

/**
 * Pagefind says nothing of its process: it would wait for ever for the answers of one that was killed. So
 * the process is looked for where Node tells of each one that is started.
 * @param patienceMs after which one that does not answer is taken for dead.
 * @throws where the package is not installed or has nothing for this system.
 */
export async function openPagefind(patienceMs: number = answerMs): Promise<Pagefind> {
  const pagefind: PagefindModule = await import(name);
  let child: ChildProcess | undefined;
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  const seen = (message: unknown): void => {
    child = (message as { readonly process: ChildProcess }).process;
    child.once('error', (error) => fail(new Error(`it cannot be started: ${error.message}`)));
    child.once('exit', (code, signal) => fail(new Error(`it has ended (${signal ?? code})`)));
  };
  const asked = async <Answer>(question: () => Promise<Answer>): Promise<Answer> => {
    const late = global.setTimeout(() => {
      fail(new Error(`nothing for ${patienceMs / 1000} s`));
    }, patienceMs);
    try {
      return await Promise.race([question(), failed]);
    } catch (error) {
      // That a process has ended says more than that nobody listens.
      await Promise.race([failed, setTimeout(endMs, undefined, { ref: false })]);
      throw error;
    } finally {
      clearTimeout(late);
    }
  };
  let index: Index | undefined;

  async function begun(): Promise<Index> {
    if (index !== undefined) return index;
    if (child === undefined) subscribe('child_process', seen);
    try {
      const made = await asked(() => pagefind.createIndex({ excludeSelectors: left }));
      if (made.index === undefined) throw new Error(made.errors.join('; ') || 'it makes no index');
      index = made.index;
      return index;
    } finally {
      unsubscribe('child_process', seen);
    }
  }

  return {
    async add(documents) {
      const into = await begun();
      const answers = await asked(() => Promise.all(documents.map((one) => into.addHTMLFile(one))));
      const [problem] = answers.flatMap(({ errors }) => errors);
      if (problem !== undefined) throw new Error(problem);
    },
    async finish() {
      const whole = await begun();
      const { errors, files } = await asked(() => whole.getFiles());
      if (errors.length > 0) throw new Error(errors.join('; '));
      await asked(() => whole.deleteIndex());
      index = undefined;
      return steady(files.filter(({ path }) => isRead(path)));
    },
    async close() {
      const running = child;
      if (running === undefined) return;
      const gone =
        running.exitCode !== null || running.signalCode !== null || running.pid === undefined
          ? Promise.resolve()
          : new Promise<void>((resolve) => running.once('exit', () => resolve()));
      pagefind.close().catch(() => undefined);
      const isGone = await Promise.race([
        gone.then(() => true),
        setTimeout(graceMs, false, { ref: false }),
      ]);
      if (!isGone) running.kill('SIGKILL');
      await gone;
    },
  };
}

/** What our own search reads; the rest is Pagefind's own user interfaces. */
function isRead(path: string): boolean {
  return (
    /^(?:pagefind|pagefind-worker)\.js$|^pagefind-entry\.json$/.test(path) ||
    /\.pf_(?:meta|index|filter|fragment)$|^wasm\.[^.]+\.pagefind$/.test(path)
  );
}
