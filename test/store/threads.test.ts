import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { openStore, type Ref } from '../../src/store/store.ts';
import { sweep } from '../../src/store/sweep.ts';
import { bodyOf } from './bodies.ts';

interface Told {
  readonly round: number;
  readonly refs: readonly (readonly [page: number, ref: Ref])[];
}

test('threads put at once what one thread reads, and a sweep beside them takes nothing away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rutter-threads-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = openStore(folder);
  onTestFinished(() => store.close());
  const all: { round: number; page: number; ref: Ref }[] = [];
  const read = ({ round, page, ref }: (typeof all)[number]) =>
    Buffer.compare(store.get(ref) ?? Buffer.of(0), bodyOf(round, page));
  const done = [0, 1, 2, 3].map((round) => {
    const worker = new Worker(join(import.meta.dirname, 'put-many.ts'), {
      execArgv: ['--import', 'jiti/register'],
      workerData: { folder, round },
    });
    worker.on('message', ({ refs }: Told) => {
      for (const [page, ref] of refs) all.push({ round, page, ref });
      expect(all.slice(-20).map(read)).toEqual(refs.map(() => 0));
      // Of a build that knows nothing of what these are doing.
      expect(sweep(folder, []).size).toBe(0);
    });
    return new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
  });
  expect(await Promise.all(done)).toEqual([0, 0, 0, 0]);
  expect(all).toHaveLength(1_600);
  expect(all.every((one) => read(one) === 0)).toBe(true);
  expect(readdirSync(folder)).toHaveLength(4);
}, 120_000);
