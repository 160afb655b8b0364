import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { diagnostic, UserError } from '../model/diagnostic.ts';
import { isCode } from './file-error.ts';
import { ownIdentity, type ProcessIdentity, stateOf } from './process-identity.ts';

/** The right to publish one site. One process at a time has it. */
export interface Lock {
  readonly token: string;
  /** False when another process has taken it for abandoned. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

const pollMs = 50;
const beatMs = 1_000;
/** An owner in another pid namespace or on another host is told by its heart-beat alone. */
const silentMs = 15_000;
const breakerSilentMs = 2_000;

/**
 * Waits for the lock, taking it over from a process that has died.
 * @throws UserError `output-busy` when a living process keeps it for longer than `waitMs`.
 */
export async function acquireLock(file: string, waitMs = 120_000): Promise<Lock> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const token = randomBytes(8).toString('hex');
  const text = JSON.stringify({ token, ...ownIdentity() });
  const deadline = performance.now() + waitMs;
  for (;;) {
    try {
      await writeFile(file, text, { flag: 'wx', mode: 0o644 });
      // Of one who was killed while it removed an abandoned lock.
      await rm(breakerOf(file), { force: true });
      return hold(file, token);
    } catch (error) {
      if (isCode(error, 'ENOENT')) await mkdir(folder, { recursive: true });
      else if (!isCode(error, 'EEXIST')) throw error;
    }
    const holder = await readHolder(file);
    if (holder?.abandoned) await breakLock(file);
    else if (performance.now() > deadline) throw busy(holder?.identity);
    else if (holder !== undefined) await sleep(pollMs);
  }
}

function hold(file: string, token: string): Lock {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, beatMs);
  beat.unref();
  const isHeld = async () => (await readHolder(file))?.token === token;
  return {
    token,
    isHeld,
    async release() {
      clearInterval(beat);
      if (await isHeld()) await rm(file, { force: true });
    },
  };
}

interface Holder {
  readonly token?: string | undefined;
  readonly identity?: ProcessIdentity | undefined;
  readonly abandoned: boolean;
}

/** Undefined when nobody holds it. */
async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const silent = Date.now() - mtimeMs > silentMs;
    const owner = parseOwner(text);
    // Half-written: its owner is about to finish it, or has died in the attempt.
    if (owner === undefined) return { abandoned: silent };
    const state = stateOf(owner.identity);
    return { ...owner, abandoned: state === 'dead' || (state === 'unknown' && silent) };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseOwner(text: string): { token: string; identity: ProcessIdentity } | undefined {
  try {
    const { token, pid, started, space } = JSON.parse(text);
    if (typeof token !== 'string' || typeof space !== 'string') return undefined;
    if (!Number.isSafeInteger(pid) || pid < 1) return undefined;
    return {
      token,
      identity: { pid, space, started: typeof started === 'string' ? started : undefined },
    };
  } catch {
    return undefined;
  }
}

/**
 * Of two that find the lock abandoned, the slower must not remove the lock that the faster has
 * made since: only who holds the breaker may remove, and looks again first.
 */
async function breakLock(file: string): Promise<void> {
  const breaker = breakerOf(file);
  try {
    await writeFile(breaker, '', { flag: 'wx', mode: 0o644 });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const age = await stat(breaker).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > breakerSilentMs) await rm(breaker, { force: true });
    await sleep(pollMs);
    return;
  }
  try {
    if ((await readHolder(file))?.abandoned) await rm(file, { force: true });
  } finally {
    await rm(breaker, { force: true });
  }
}

function breakerOf(file: string): string {
  return `${file}.breaker`;
}

function busy(owner: ProcessIdentity | undefined): UserError {
  const who = owner === undefined ? 'another process' : `process ${owner.pid}`;
  return new UserError([
    diagnostic({
      code: 'output-busy',
      message: `${who} is publishing this site and does not finish`,
      hint: 'wait for it, or stop it',
    }),
  ]);
}
