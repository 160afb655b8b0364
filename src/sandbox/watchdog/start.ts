import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Duty } from './duty.ts';

/** What is being watched: `done` when it has been removed in the ordinary way. */
export interface Watch {
  /** It exists now: once it is gone, it will not appear any more. */
  created(): void;
  done(): void;
}

export interface Watchdog extends AsyncDisposable {
  /** On return the watchdog will know, even if we are killed in the next instant. */
  watch(duty: Duty): Watch;
}

/**
 * A name that nothing has yet, for what is to be watched: known before the thing is made, so that
 * there is no moment at which it exists and the watchdog does not know it.
 */
export function privateName(purpose: string): string {
  return `rutter-${process.pid}-${purpose}-${randomBytes(8).toString('hex')}`;
}

const goodbyeMs = 1_000;

/**
 * Starts the process that removes what we leave when we are killed. It is the leader of a session of
 * its own, so that an interrupt typed at the terminal does not reach it; it holds nothing of ours but
 * the end of one pipe and never keeps us alive. Its duties lie in that pipe from the moment `watch`
 * returns, so it need not have begun to run when we die.
 */
export function startWatchdog(): Watchdog {
  const file = fileURLToPath(new URL('./watchdog.mjs', import.meta.url));
  const child = spawn(process.execPath, [file, `rutter-watchdog-of-${process.pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
    env: {},
  });
  const { stdin } = child;
  child.unref();
  // A watchdog that could not be started or was killed leaves the labels, which the next run reads.
  child.on('error', () => {});
  stdin.on('error', () => {});
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  const say = (line: object) => {
    if (stdin.writable) stdin.write(`${JSON.stringify(line)}\n`);
  };
  let last = 0;
  return {
    watch(duty) {
      last += 1;
      const id = String(last);
      say({ add: { ...duty, id } });
      return { created: () => say({ created: id }), done: () => say({ drop: id }) };
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      // Nothing else may keep the event loop alive while we wait.
      child.ref();
      const gone = once(child, 'exit', { signal: AbortSignal.timeout(goodbyeMs) });
      stdin.end();
      await gone.catch(() => {});
    },
  };
}
