import { SandboxError } from '../../model/sandbox.ts';
import type { Spawn } from '../process.ts';
import { pause } from '../time-limit.ts';
import { newToken, tell } from './aide.ts';
import { type Control, control } from './control.ts';
import { launcherText } from './launcher-text.ts';
import type { ShellName } from './shell.ts';

export interface Launcher {
  readonly shell: ShellName;
  /** The shell's first working directory. */
  readonly cwd: string;
  readonly control: Control;
  /** Settles when the user's shell is gone. */
  readonly gone: Promise<Gone>;
}

/** What is known of a shell that has ended. */
export interface Gone {
  readonly status?: number | undefined;
  /** What it has said while the driver was at work. */
  readonly words: string;
}

/** For the last words of a process that is gone, on their way through its pipes. */
const lastWordsMs = 250;
const longestComplaint = 2000;

/**
 * Starts the user's shell.
 * @throws SandboxError with the shell's words when it does not come up
 */
export async function startLauncher(options: {
  readonly spawn: Spawn;
  readonly stateDir: string;
  readonly workDir: string;
}): Promise<Launcher> {
  const { spawn, stateDir, workDir } = options;
  const token = newToken();
  const started = await spawn(['sh']);
  started.stdin.on('error', () => {});
  started.stderr.on('error', () => {});
  let complaint = '';
  started.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-longestComplaint);
  });
  const messages = control(started.stdout);
  const exited = started.exited.then(async (status) => {
    await pause(lastWordsMs);
    return status;
  });
  const ready = messages.expect(token);
  tell(started, launcherText({ stateDir, workDir, token }));
  const first = await Promise.race([ready, exited]);
  if (typeof first !== 'object') {
    const status = first === undefined ? '' : ` (status ${first})`;
    throw new SandboxError(`no shell came up in the sandbox${status}: ${complaint.trim()}`);
  }
  const lastWords = messages
    .expect(token)
    .then(({ words, text }): Gone => ({ status: Number(words[0]), words: text }));
  return {
    shell: first.words[0] === 'bash' ? 'bash' : 'sh',
    cwd: first.text,
    control: messages,
    gone: Promise.race([lastWords, exited.then((status): Gone => ({ status, words: '' }))]),
  };
}
