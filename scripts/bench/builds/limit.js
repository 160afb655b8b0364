// The least that a build can do: reads all sources, and writes files of the sizes of the site's, with
// synchronous calls. Usage: limit.js LIST THREADS; LIST is JSON:
// { read: [path…], look: [path…], write: [[path, bytes]…] }; `look` is only asked for its state.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

const [list, threads] = isMainThread
  ? [process.argv[2], Number(process.argv[3])]
  : workerData.slice(0, 2);
const { read, look, write } = JSON.parse(readFileSync(list, 'utf8'));
const mine = isMainThread ? 0 : workerData[2];
if (isMainThread) {
  for (let other = 1; other < threads; other += 1) {
    new Worker(new URL(import.meta.url), { workerData: [list, threads, other] });
  }
}

const share = (paths) => {
  const length = Math.ceil(paths.length / threads);
  return paths.slice(mine * length, (mine + 1) * length);
};
for (const path of share(look)) statSync(path);
for (const path of share(read)) readFileSync(path);
const largest = write.reduce((most, [, bytes]) => Math.max(most, bytes), 0);
const text = Buffer.alloc(largest, 'a line of text that stands for HTML\n');
const made = new Set();
for (const [path, bytes] of share(write)) {
  const folder = dirname(path);
  if (!made.has(folder)) mkdirSync(folder, { recursive: true });
  made.add(folder);
  writeFileSync(path, text.subarray(0, bytes));
}
