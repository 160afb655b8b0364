import { parentPort } from 'node:worker_threads';
import type { FromThread, ToThread } from './indexer.ts';
import { openPagefind, type Pagefind } from './pagefind.ts';

/** The other end of `indexer.ts`: a thread has a Pagefind of its own, and what that prints stays in it. */
const port = parentPort;
if (port === null) throw new Error('this module runs in a worker thread');

let pagefind: Promise<Pagefind> | undefined;

async function answer(message: ToThread): Promise<FromThread> {
  try {
    if (message.kind === 'close') {
      await (await pagefind)?.close();
      return { kind: 'done' };
    }
    pagefind ??= openPagefind();
    const open = await pagefind;
    if (message.kind === 'add') {
      await open.add(message.documents);
      return { kind: 'done' };
    }
    return { kind: 'files', files: await open.finish() };
  } catch (error) {
    return { kind: 'problem', message: error instanceof Error ? error.message : String(error) };
  }
}

port.on('message', async (message: ToThread) => {
  port.postMessage(await answer(message));
});
