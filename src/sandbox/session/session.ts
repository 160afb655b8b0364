import { posix } from 'node:path';
import { type Execution, SandboxError, type Session, type Started } from '../../model/sandbox.ts';
import type { Spawn } from '../process.ts';
import { within } from '../time-limit.ts';
import { newToken, startAide } from './aide.ts';
import { leaveText, writeText } from './aide-text.ts';
import { type Launcher, startLauncher } from './launcher.ts';
import { createBlocks } from './run.ts';

export interface SessionOptions {
  readonly spawn: Spawn;
  /** Starts the first aide where a `sh` is to be had for less than `spawn`. */
  readonly firstAide?: Spawn | undefined;
  /** Of stdout and of stderr, each, of one block. */
  readonly outputBytes: number;
  /** Where the shell begins. */
  readonly workDir: string;
  /** An empty folder of the session's own in the sandbox that the sandbox's user may write. */
  readonly stateDir: string;
  /** Ends the sandbox and everything in it. */
  kill(): Promise<void>;
  /** Whether the kernel has killed for memory in the sandbox since it was asked last. */
  readonly outOfMemory?: (() => Promise<boolean>) | undefined;
}

const openMs = 30_000;
const killMs = 15_000;
const writeMs = 30_000;
const quitMs = 500;

/**
 * Opens a persistent shell in a sandbox: bash where there is one, else `sh`.
 *
 * Two processes are spawned. The *launcher* runs the user's shell, which sources the driver
 * (driver.sh), and relays the pipe `control`. The *aide* is a shell that the user's commands never
 * touch: it writes each block to a file and pumps the block's two output pipes to us, so that what
 * was written is here the moment it is written, whatever then becomes of the sandbox.
 *
 *     host ─stdin▶ aide ─ in, key ▶ driver ─ control ▶ launcher ─stdout▶ host
 *                                   block  ─ out.N, err.N ▶ aide ─stdout, stderr▶ host
 *
 * All pipes have names and are opened for one message at a time, so a block finds no descriptor of
 * the driver's. The token that signs the result of a block is handed out through `key` when the
 * block has ended. Output goes through pipes and not into plain files, because a command that opens
 * /dev/stdout would empty such a file. A pipe is at its end when its last writer has closed it;
 * where something in the background keeps the pipes of a block open, the next block gets a new pair
 * (`N`) with an aide of its own, and what the background writes from then on is dropped. For a block
 * one process is made, in which the driver reports the last block, waits for the next one and parses
 * it; whoever pumps goes on from block to block.
 *
 * The shell begins with `set -e` and, where it has them, `pipefail` and `errtrace`, so a block ends
 * at its first failing command. The options are the user's from then on: after `set +e` blocks run
 * to their end. Stdin is /dev/null. `exit` ends the block and runs the user's EXIT trap; the session
 * goes on. In messages of the shell the name of the block's file is left out, as at a prompt:
 * `bash: line 3: foo: command not found`, `sh: 3: foo: not found`.
 *
 * `start` runs a block as `{ …; } &` would; `$!` and `wait` know it. It has an aide and pipes of its
 * own, which go on to be read when more has come than is kept. It is followed by its oom_score_adj,
 * which its children inherit wherever they go, and by its pipes and children besides; `stop` finds
 * all of them, also in other sessions and process groups, and ends them with TERM, then KILL. A
 * process that sets its own oom_score_adj, closes the pipes and leaves its parent is not found.
 *
 * A block that ends its own shell (`exec`, `kill $$`, `set -n`) ends the session with it, and so does
 * one that is over its time or its output, and one that leaves the shell no process, no descriptor,
 * no memory, or no place in the session's folder; `Execution.reason` then says which. Whatever a
 * block does to the session's files and pipes can make it fail or be told of wrongly itself, not hang
 * beyond its time.
 *
 * Known limits. A function named `command` does not outlive its block. In bash an expression that
 * cannot be evaluated (`$((1/0))`) ends its line only, as in a script; a failing command does not run
 * the EXIT trap, as `exit` does; a signal in the first moment of a background process may be lost, as
 * in every bash with traps; a trace that is sent to stdout keeps the depth that bash gives it. In a
 * plain `sh`, `exit` and a failing command really end the shell; the session goes on in another one,
 * see driver-exit.sh: the EXIT trap runs for both, background jobs still run but can no more be waited
 * for, a function's `local` variables stay set, and a signal to `$$` arrives a moment late. busybox,
 * which cannot print its functions, then has those that the blocks themselves define, not those of a
 * file that a block has sourced.
 *
 * @throws SandboxError when the shell does not come up; the sandbox is ended then
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { spawn, outputBytes, workDir, stateDir } = options;
  let alive = true;
  let killed: Promise<void> | undefined;
  const kill = () => {
    alive = false;
    killed ??= within(killMs, options.kill(), 'the sandbox does not end').catch(() => {});
    return killed;
  };
  let onOverflow = () => {};
  let generation = 0;
  const newAide = (purpose: 'blocks' | 'job') => {
    generation += 1;
    const job = purpose === 'job';
    const limit = outputBytes;
    const overflow = job ? () => {} : () => onOverflow();
    const spawn = (generation === 1 ? options.firstAide : undefined) ?? options.spawn;
    return startAide({ spawn, stateDir, generation, job, limit, onOverflow: overflow });
  };

  const started = Promise.all([startLauncher({ spawn, stateDir, workDir }), newAide('blocks')]);
  const [launcher, aide] = await within(openMs, started, 'no shell came up in time').catch(
    async (error: unknown) => {
      await kill();
      if (error instanceof SandboxError) throw error;
      throw new SandboxError(`no shell could be started in the sandbox: ${String(error)}`);
    },
  );
  const blocks = createBlocks({
    ...{ launcher, aide, newAide, kill, stateDir },
    outOfMemory: options.outOfMemory ?? (async () => false),
    isAlive: () => alive,
    listen: (listener) => {
      onOverflow = listener;
    },
  });
  blocks.lost.then(() => {
    alive = false;
  });

  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: they share one shell. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };

  const write = async (path: string, content: string, mode?: number) => {
    if (!alive) throw new SandboxError(`\`${path}\` cannot be written: the sandbox is gone`);
    if (path.includes('\0') || path === '' || path.endsWith('/')) {
      throw new SandboxError(`\`${path.replaceAll('\0', '␀')}\` is no name of a file`);
    }
    const token = newToken();
    const answer = launcher.control.expect(token);
    const absolute = posix.resolve(blocks.cwd(), path);
    blocks.aide().send(writeText({ path: absolute, content, mode, token }));
    const gone = blocks.lost.then(() => undefined);
    const message = await within(writeMs, Promise.race([answer, gone]), 'no answer').catch(
      () => undefined,
    );
    if (message === undefined) {
      await kill();
      throw new SandboxError(`\`${path}\` cannot be written: the sandbox does not answer`);
    }
    if (message.words[0] !== '0') {
      const words = message.text.replace(/^(?:\S+: )(?:(?:line )?\d+: )?/, '').trim();
      throw new SandboxError(`\`${path}\` cannot be written: ${words || 'no reason given'}`);
    }
  };

  return {
    run: (request): Promise<Execution> => inTurn(() => blocks.run(request)),
    ownFolder: stateDir,
    start: (script): Promise<Started> => inTurn(() => blocks.start(script)),
    write: (path, content, mode) => inTurn(() => write(path, content, mode)),
    get alive() {
      return alive;
    },
    async [Symbol.asyncDispose]() {
      if (!alive) return;
      alive = false;
      await quit(blocks.aide().send, launcher);
    },
  };
}

/** Lets the shell end by itself where it is waiting for a block; its sandbox ends it otherwise. */
async function quit(send: (commands: string) => void, launcher: Launcher): Promise<void> {
  send(`[ -p in ] && put quit in; ${leaveText}`);
  await within(quitMs, launcher.gone, 'still there').catch(() => {});
}
