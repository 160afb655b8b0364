// A worker thread that keeps bodies, and tells where they are when others can read them.
import { parentPort, workerData } from 'node:worker_threads';
import { openStore, type Ref } from '../../src/store/store.ts';
import { bodyOf } from './bodies.ts';

const { folder, round } = workerData as { readonly folder: string; readonly round: number };
const store = openStore(folder);
for (let batch = 0; batch < 20; batch += 1) {
  const refs: (readonly [page: number, ref: Ref])[] = [];
  for (let index = 0; index < 20; index += 1) {
    const page = batch * 20 + index;
    refs.push([page, store.put(bodyOf(round, page))]);
  }
  store.flush();
  parentPort?.postMessage({ round, refs });
}
store.close();
