import { type BackgroundJob, type Output, SandboxError } from '../../model/sandbox.ts';
import { pause, within } from '../time-limit.ts';
import { type Aide, newToken } from './aide.ts';
import type { Control } from './control.ts';
import type { ShellName } from './shell.ts';
import { asTyped, plainTrace } from './words.ts';

/** What a shell says of a process that SIGKILL has ended. */
const killedStatus = 137;
const answerMs = 10_000;
const shortestPauseMs = 5;
const longestPauseMs = 100;
/** How long the last of its output may take. */
const lastMs = 1_000;
/** How long processes may live on after SIGKILL. */
const killMs = 10_000;

export interface JobOptions {
  readonly aide: Aide;
  readonly control: Control;
  readonly shell: ShellName;
  readonly stateDir: string;
  /** It is run under `set -x` of bash. */
  readonly traced: boolean;
  /** Signs the message of the job's end. */
  readonly endToken: string;
  /** Settles when the session is gone. */
  readonly lost: Promise<unknown>;
  kill(): Promise<void>;
}

/** A job that has been started, whose aide is to tell of its end. */
export function watchJob(options: JobOptions): BackgroundJob {
  const { aide, control, shell, stateDir, traced, endToken, lost, kill } = options;
  const file = `${stateDir}/job.${aide.generation}`;
  let over = false;
  let swept = false;
  const gone = Promise.race([lost, aide.exited]).then(() => undefined);
  const message = control.expect(endToken);

  const end = async (): Promise<number | undefined> => {
    const told = await Promise.race([message, gone]);
    over = true;
    if (told === undefined) return undefined;
    await Promise.race([aide.settled(), gone]);
    const [status = ''] = told.words;
    return /^\d+$/.test(status) ? Number(status) : killedStatus;
  };
  const ended = end();

  /** How many processes of it there were, of which each has been sent the signal. */
  const signal = async (name: 'TERM' | 'KILL' | 'none'): Promise<number> => {
    if (swept) return 0;
    const token = newToken();
    const answer = control.expect(token);
    aide.send(`signal_job ${name} ${over ? 'ended' : '-'} ${token}\n`);
    const told = await within(answerMs, Promise.race([answer, gone]), 'no answer');
    return Number(told?.words[0] ?? 0);
  };

  const untilNone = async (name: 'KILL' | 'none', limitMs: number): Promise<boolean> => {
    const startedAt = performance.now();
    for (let waitMs = shortestPauseMs; ; waitMs = Math.min(2 * waitMs, longestPauseMs)) {
      if ((await signal(name)) === 0) return true;
      const leftMs = limitMs - (performance.now() - startedAt);
      if (leftMs <= 0) return false;
      await pause(Math.min(waitMs, leftMs));
    }
  };

  const stop = async (graceMs: number) => {
    if ((await signal('TERM')) > 0 && !(await untilNone('none', graceMs))) {
      if (!(await untilNone('KILL', killMs))) throw new Error('still there');
    }
    await within(killMs, ended, 'it does not end');
    // The mark that `settled` has sent, and the end of the pipe itself.
    const ends = aide.held ? 2 : 1;
    await Promise.all([aide.out.ended(ends, lastMs), aide.err.ended(ends, lastMs)]);
    swept = true;
    aide.send(quitText);
  };

  let stopping: Promise<void> | undefined;
  const output = (): Output => {
    const stderr = asTyped(aide.err.bytes(), shell, file);
    return {
      stdout: asTyped(aide.out.bytes(), shell, file),
      stderr: traced ? plainTrace(stderr) : stderr,
      truncated: aide.out.overflowed || aide.err.overflowed,
    };
  };
  return {
    output,
    ended,
    stop(graceMs) {
      stopping ??= stop(graceMs).catch(async () => {
        await kill();
        throw new SandboxError('what runs in the background cannot be ended; its sandbox was');
      });
      return stopping;
    },
  };
}

/** Commands for a job's aide: ends it and all that it has started. */
export const quitText = 'kill $pumps; exit\n';
