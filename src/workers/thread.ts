import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { createProfile } from '../model/profile.ts';
import { diagnosticsOf } from '../output/file-error.ts';
import { createWriter } from '../output/writer.ts';
import { resolverOf } from '../site/target-table.ts';
import { openStore } from '../store/store.ts';
import { loadTheme } from '../theme/load.ts';
import { entryOf, textReader } from './data.ts';
import { createDrawer, createRenderer, type Drawer } from './hand.ts';
import type { Drawn, FromThread, Rendered, ThreadData, ToThread, Undrawn } from './jobs.ts';
import { partFrom } from './part-data.ts';

/** The other end of `crew.ts`: renders and draws what it is sent. */
const { config, storeFolder, answers, answered, measures }: ThreadData = workerData;
const port = parentPort;
if (port === null) throw new Error('this module runs in a worker thread');

const tell = (message: FromThread): void => port.postMessage(message);
const store = openStore(storeFolder);
// Its clock begins where the thread does.
const profile = measures ? createProfile(0) : undefined;
profile?.phase('start');
const render = createRenderer(config, store, profile);
const flag = new Int32Array(answered);
let resolver: ReturnType<typeof resolverOf> | undefined;
let drawer: Drawer | undefined;

/** Waits, for themes read the site as if it were here. */
function ask(part: string): unknown {
  Atomics.store(flag, 0, 0);
  tell({ kind: 'ask', part });
  for (;;) {
    const answer = receiveMessageOnPort(answers);
    if (answer !== undefined) return answer.message;
    Atomics.wait(flag, 0, 0);
  }
}

async function openDrawer(target: Parameters<typeof createWriter>[0]): Promise<Drawer> {
  const parts = new Map<string, unknown>();
  const made: Drawer = createDrawer({
    config,
    theme: await loadTheme(config),
    readText: textReader(store),
    readPart: (part) => {
      if (!parts.has(part)) {
        const read: Drawer['readText'] = (id, article) => made.readText(id, article);
        parts.set(part, partFrom(part, ask(part), { config, read }));
      }
      return parts.get(part);
    },
    write: createWriter(target),
  });
  return made;
}

async function work(message: ToThread): Promise<FromThread> {
  if (message.kind === 'measure') {
    return { kind: 'measured', data: (profile ?? createProfile()).data() };
  }
  profile?.phase(message.kind);
  if (message.kind === 'render') {
    if (message.targets !== undefined) resolver = resolverOf(message.targets, config);
    if (resolver === undefined) throw new Error('no targets were sent');
    const results: Rendered[] = [];
    for (const job of message.jobs) {
      const entry = entryOf(job, config);
      results.push(await render(entry, resolver(entry)));
    }
    store.flush();
    return { kind: 'rendered', results };
  }
  if (message.target !== undefined) drawer = await openDrawer(message.target);
  if (drawer === undefined) throw new Error('no target was sent');
  const results: (Drawn | Undrawn)[] = [];
  for (const job of message.jobs) results.push(drawer.drawPage(job));
  return { kind: 'drawn', results };
}

async function answerTo(message: ToThread): Promise<void> {
  try {
    tell(await work(message));
    profile?.phase('wait');
  } catch (error) {
    tell(failure(error, message.kind === 'draw' ? config.outDir : config.stateDir));
  }
}

/** What a person can mend, such as a full disk, is no bug. */
function failure(error: unknown, folder: string): FromThread {
  try {
    return { kind: 'problem', diagnostics: diagnosticsOf(error, folder) };
  } catch {
    return { kind: 'bug', stack: error instanceof Error ? `${error.stack}` : String(error) };
  }
}

/** Answers come in the order of the messages. */
let last = Promise.resolve();
port.on('message', (message: ToThread) => {
  last = last.then(() => answerTo(message));
});
