import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { readRecord } from '../../src/store/record.ts';
import { checkOf } from '../../src/store/ref.ts';
import { openStore, type Ref } from '../../src/store/store.ts';
import { sweep } from '../../src/store/sweep.ts';
import { bodyOf } from './bodies.ts';

const script = join(import.meta.dirname, 'append-loop.ts');

async function startLoop(folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'jiti/register', script, folder], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

test('of a process that is killed while it appends nothing is believed that is not whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rutter-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (let time = 0; time < 12; time += 1) {
    // Two builds at once over one folder.
    const children = await Promise.all([startLoop(folder), startLoop(folder)]);
    await sleep(20 + time * 15);
    await Promise.all(children.map(kill));

    const lines = readRecord(join(folder, 'record'), 'loop');
    if (lines === undefined) {
      expect(readdirSync(folder)).not.toContain('record');
      continue;
    }
    expect(lines).toHaveLength(200);
    const store = openStore(join(folder, 'store'));
    const told = lines as readonly { round: number; page: number; ref: Ref }[];
    // What a record refers to was flushed before it.
    for (const { round, page, ref } of told) {
      expect(Buffer.compare(store.get(ref) ?? Buffer.of(), bodyOf(round, page))).toBe(0);
    }
    // What was being written when the end came, as its writer would have told of it.
    for (const name of readdirSync(join(folder, 'store'))) {
      const body = bodyOf(99_999, 3);
      const length = body.length;
      const offset = statSync(join(folder, 'store', name)).size - 10;
      const ref = { pack: name.replace('.pack', ''), offset, length, check: checkOf(body) };
      expect(store.get(ref)).toBeUndefined();
    }
    store.close();
    const refs = told.map(({ ref }) => ref);
    sweep(join(folder, 'store'), refs, { maxBytes: 2 ** 30 });
    const after = openStore(join(folder, 'store'));
    expect(refs.every((ref) => after.get(ref) !== undefined)).toBe(true);
    after.close();
  }
}, 120_000);
