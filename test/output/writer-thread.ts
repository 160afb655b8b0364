// A thread that writes some files of a publication; the text of each is its path.
import { parentPort, workerData } from 'node:worker_threads';
import { createWriter } from '../../src/output/writer.ts';

const write = createWriter(workerData.target);
parentPort?.postMessage(
  workerData.paths.map((path: string) => [path, write({ path, contents: path })]),
);
