import { SandboxError, type Started } from '../../model/sandbox.ts';
import { type Aide, newToken } from './aide.ts';
import { startText } from './block-text.ts';
import type { Message } from './control.ts';
import { quitText, watchJob } from './job.ts';
import type { Launcher } from './launcher.ts';
import { refusedProblem } from './problem.ts';

/**
 * Has the driver start a block in the background.
 * @throws SandboxError where that cannot be done; the sandbox is ended where it does not answer
 */
export async function startJob(options: {
  readonly script: string;
  readonly lastStatus: number;
  readonly flags: string;
  readonly traced: boolean;
  /** The job's own. */
  readonly aide: Aide;
  readonly launcher: Launcher;
  readonly stateDir: string;
  readonly lost: Promise<unknown>;
  kill(): Promise<void>;
  /** Gives the driver a block and answers with what became of it, if anything did. */
  exchange(hand: (token: string) => void): Promise<Message | undefined>;
}): Promise<Started> {
  const { script, lastStatus, flags, traced, aide, launcher, stateDir, lost, kill } = options;
  const { control, shell } = launcher;
  const endToken = newToken();
  const job = watchJob({ aide, control, shell, stateDir, traced, endToken, lost, kill });
  const message = await options.exchange((token) => {
    const { generation } = aide;
    const names = { generation, token, endToken, stateDir, shell };
    aide.send(startText({ ...names, script, lastStatus, flags }));
  });
  if (message === undefined) {
    await kill();
    throw new SandboxError('nothing can be started: the sandbox does not answer');
  }
  const problem = refusedProblem(message, script);
  if (problem === undefined && message.kind === 'end' && message.words[0] === '0') return { job };
  aide.send(quitText);
  if (problem) return { problem };
  throw new SandboxError('nothing can be started: the shell could make no process for it');
}
