import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Who gives no sign of life for longer than this has been killed, wherever it was. */
const silentMs = 10_000;
/** It is named in the lock as soon as that is there. */
const unnamedMs = 1_000;
const beatMs = 2_000;
const pollMs = 15;
/** What is kept is worth more than the order of two entries in it: then it is done without the lock. */
const longestWaitMs = 30_000;

/**
 * Does something that reads a file and writes it again while no other process does: whoever comes
 * second waits. The folder of the lock exists.
 */
export async function underLock<Result>(
  lock: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const isHeld = await take(lock);
  const beat = isHeld ? setInterval(() => touch(lock), beatMs) : undefined;
  beat?.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if (isHeld) await rm(lock, { force: true });
  }
}

/** A sign of life. */
function touch(lock: string): void {
  const now = new Date();
  utimes(lock, now, now).catch(() => {});
}

async function take(lock: string): Promise<boolean> {
  const deadline = performance.now() + longestWaitMs;
  for (;;) {
    try {
      await writeFile(lock, `${process.pid} ${hostname()}`, { flag: 'wx', mode: 0o644 });
      return true;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else if (performance.now() > deadline) return false;
    else await sleep(pollMs);
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)]);
    const age = Date.now() - mtimeMs;
    const [pid = '', host] = text.split(' ');
    if (host === undefined) return age > unnamedMs;
    return age > silentMs || (host === hostname() && !isAlive(Number(pid)));
  } catch {
    // It is gone.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
