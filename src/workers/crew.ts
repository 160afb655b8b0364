import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { Config } from '../model/config.ts';
import { type Diagnostic, UserError } from '../model/diagnostic.ts';
import type { ProfileData } from '../model/profile.ts';
import type { WriteTarget } from '../output/writer.ts';
import type { TargetTable } from '../site/target-table.ts';
import type {
  Drawn,
  EntryData,
  FromThread,
  PageJob,
  Rendered,
  ThreadData,
  ToThread,
  Undrawn,
} from './jobs.ts';

/** Threads that render and draw pages beside this one. */
export interface Crew extends AsyncDisposable {
  /** @throws UserError what a thread found wrong with a plugin */
  render(
    jobs: readonly EntryData[],
    targets: TargetTable,
    onDone: (result: Rendered) => void,
  ): Promise<void>;
  /** @throws UserError what is wrong with the theme */
  draw(
    jobs: readonly PageJob[],
    drawing: { readonly target: WriteTarget; readonly partData: (part: string) => unknown },
    onDone: (result: Drawn | Undrawn) => void,
  ): Promise<void>;
  /** Where the time of each thread has gone. */
  measured(): Promise<readonly ProfileData[]>;
}

/** Pages that are worth a thread: below that, starting it takes longer than it saves. */
const worthThread = 150;
const batch = 24;
/** Pages leave nothing behind: a small nursery is emptied often and keeps a thread small. */
const youngMegabytes = 12;
const mostThreads = 8;

/**
 * How many threads some work is worth; 0: it is done in this one.
 * @param jobs So many, where each has something to do; 1: none.
 */
export function threadsFor(pages: number, jobs: number | undefined): number {
  if (jobs !== undefined) return jobs < 2 ? 0 : Math.min(jobs, Math.ceil(pages / batch), 64);
  return Math.min(availableParallelism(), mostThreads, Math.floor(pages / worthThread));
}

/** Plugins and schemas are functions, which no thread can be sent. */
export function canBeSent({ markdown }: Pick<Config, 'markdown'>): boolean {
  return markdown.remarkPlugins.length === 0 && markdown.rehypePlugins.length === 0;
}

/** The thread's module as JavaScript, also where this one is run from its source. Undefined: not built. */
function threadFile(): string | undefined {
  const own = fileURLToPath(import.meta.url);
  const file = own.endsWith('.ts')
    ? fileURLToPath(new URL('../../lib/src/workers/start-thread.js', import.meta.url))
    : fileURLToPath(new URL('./start-thread.js', import.meta.url));
  return existsSync(file) ? file : undefined;
}

/** Starts threads; they load while this one goes on. Undefined where there can be none. */
export function startCrew(
  config: Config,
  storeFolder: string,
  threads: number,
  measures = false,
): Crew | undefined {
  const file = threadFile();
  if (threads === 0 || file === undefined || !canBeSent(config)) return undefined;
  const sent = {
    ...config,
    plugins: [],
    data: {},
    collections: config.collections.map((one) => ({
      ...one,
      schema: undefined,
      loader: undefined,
    })),
  };
  const hands = Array.from({ length: threads }, () =>
    startThread(file, { config: sent, storeFolder, measures }),
  );
  return {
    async render(jobs, targets, onDone) {
      await share(hands, batches(jobs), (jobs, isFirst) => ({
        message: { kind: 'render', jobs, ...(isFirst ? { targets } : {}) },
        onReply: (reply) => {
          if (reply.kind === 'rendered') for (const result of reply.results) onDone(result);
        },
      }));
    },
    async draw(jobs, { target, partData }, onDone) {
      for (const hand of hands) hand.partData = partData;
      await share(hands, batches(jobs), (jobs, isFirst) => ({
        message: { kind: 'draw', jobs, ...(isFirst ? { target } : {}) },
        onReply: (reply) => {
          if (reply.kind === 'drawn') for (const result of reply.results) onDone(result);
        },
      }));
    },
    async measured() {
      const replies = await Promise.all(hands.map((hand) => hand.ask({ kind: 'measure' })));
      return replies.flatMap((reply) => (reply.kind === 'measured' ? [reply.data] : []));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(hands.map(({ worker }) => worker.terminate()));
    },
  };
}

function* batches<Job>(jobs: readonly Job[]): Generator<readonly Job[]> {
  for (let at = 0; at < jobs.length; at += batch) yield jobs.slice(at, at + batch);
}

interface ThreadHand {
  readonly worker: Worker;
  partData: (part: string) => unknown;
  /** Sends a message and waits for what comes of it. */
  ask(message: ToThread): Promise<FromThread>;
}

function startThread(
  file: string,
  given: Pick<ThreadData, 'config' | 'storeFolder' | 'measures'>,
): ThreadHand {
  const { port1, port2 } = new MessageChannel();
  const answered = new SharedArrayBuffer(4);
  const data: ThreadData = {
    ...given,
    answers: port2 as ThreadData['answers'],
    answered,
  };
  const worker = new Worker(file, {
    workerData: data,
    transferList: [port2],
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  });
  worker.setMaxListeners(0);
  port1.unref();
  let failure: { readonly error: unknown } | undefined;
  const waiting: { resolve(reply: FromThread): void; reject(error: unknown): void }[] = [];
  const hand: ThreadHand = {
    worker,
    partData: () => undefined,
    ask: (message) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure.error);
        waiting.push({ resolve, reject });
        worker.postMessage(message);
      }),
  };
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'ask') answer(port1, answered, hand.partData(message.part));
    else if (message.kind === 'problem') waiting.shift()?.reject(userError(message.diagnostics));
    else if (message.kind === 'bug') waiting.shift()?.reject(bug(message.stack));
    else waiting.shift()?.resolve(message);
  });
  const fail = (error: unknown): void => {
    failure ??= { error };
    for (const one of waiting.splice(0)) one.reject(error);
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('a thread ended before its work was done')));
  return hand;
}

function answer(port: MessagePort, answered: SharedArrayBuffer, value: unknown): void {
  port.postMessage(value);
  const flag = new Int32Array(answered);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}

function userError(diagnostics: readonly Diagnostic[]): UserError {
  return new UserError(diagnostics);
}

function bug(stack: string): Error {
  const error = new Error(stack.split('\n', 1)[0]);
  error.stack = stack;
  return error;
}

/** Each thread has one batch in work and one in its post, so that it never waits for the next. */
const ahead = 2;

async function share<Job>(
  hands: readonly ThreadHand[],
  jobs: Iterator<readonly Job[]>,
  send: (
    jobs: readonly Job[],
    isFirst: boolean,
  ) => { readonly message: ToThread; readonly onReply: (reply: FromThread) => void },
): Promise<void> {
  const begun = new Set<ThreadHand>();
  const serve = async (hand: ThreadHand): Promise<void> => {
    for (;;) {
      const next = jobs.next();
      if (next.done === true) return;
      const { message, onReply } = send(next.value, !begun.has(hand));
      begun.add(hand);
      onReply(await hand.ask(message));
    }
  };
  await Promise.all(hands.flatMap((hand) => Array.from({ length: ahead }, () => serve(hand))));
}
