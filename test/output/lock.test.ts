import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acquireLock } from '../../src/output/lock.ts';
import { ownIdentity } from '../../src/output/process-identity.ts';
import { scratch } from './folders.ts';

const owner = (identity: object) =>
  JSON.stringify({ token: 'other', ...ownIdentity(), ...identity });

test('one at a time, and the next as soon as it is released', async () => {
  const file = join(scratch().root, 'lock');
  const first = await acquireLock(file);
  await expect(acquireLock(file, 100)).rejects.toMatchObject({
    diagnostics: [{ code: 'output-busy' }],
  });
  const next = acquireLock(file);
  await first.release();
  const second = await next;
  expect([await first.isHeld(), await second.isHeld()]).toEqual([false, true]);
  await second.release();
  expect(existsSync(file)).toBe(false);
});

test.each([
  ['a process that is no more', owner({ pid: 2 ** 22 - 1 })],
  ['a process whose number another one has now', owner({ started: '1' })],
])('the lock of %s is taken over', async (_who, text) => {
  const file = join(scratch().root, 'lock');
  writeFileSync(file, text);
  const taken = await Promise.allSettled([1, 2, 3].map(() => acquireLock(file, 300)));
  expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test.each([
  ['of another pid namespace', owner({ space: 'elsewhere' })],
  ['that was never finished', ''],
])('a lock %s is taken over when it has fallen silent', async (_what, text) => {
  const file = join(scratch().root, 'lock');
  writeFileSync(file, text);
  await expect(acquireLock(file, 100)).rejects.toThrow('does not finish');
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(file, longAgo, longAgo);
  const lock = await acquireLock(file, 1_000);
  expect(await lock.isHeld()).toBe(true);
  await lock.release();
});
