import {
  type Execution,
  type RunRequest,
  SandboxError,
  type Started,
} from '../../model/sandbox.ts';
import { type Aide, newToken } from './aide.ts';
import { blockText, type Functions } from './block-text.ts';
import type { Message } from './control.ts';
import { functionsOf } from './functions.ts';
import type { Gone, Launcher } from './launcher.ts';
import { refusedProblem, unreadable } from './problem.ts';
import { filesGone, folderFull, reasonOf } from './reason.ts';
import { startJob } from './start-job.ts';
import { asTyped, plainTrace } from './words.ts';

/** Runs blocks in a shell that is there, and remembers what each leaves behind. */
export interface Blocks {
  run(request: RunRequest): Promise<Execution>;
  /** @throws SandboxError when the job cannot be started */
  start(script: string): Promise<Started>;
  aide(): Aide;
  cwd(): string;
  /** Settles when the shell or an aide of it is gone. */
  readonly lost: Promise<Gone>;
}

/** What a block came to, before its output is added. */
type Outcome =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'output-limit' }
  | { readonly kind: 'lost'; readonly gone: Gone };

/** Why an aide could not hand a block to the driver. */
const refusals: Readonly<Record<string, string>> = {
  full: folderFull,
  gone: filesGone,
};
const longestComplaint = 1000;
const none: Functions = new Map();
/** How long the output of a shell that is gone may still be on its way. */
const lastOutputMs = 250;
/** How long it may take until a job is on its way. */
const startMs = 30_000;
/** What a shell says of a process that the kernel has killed. */
const killedStatus = 137;

export function createBlocks(options: {
  readonly launcher: Launcher;
  readonly aide: Aide;
  /** One for the next blocks, or one for a background job. */
  readonly newAide: (purpose: 'blocks' | 'job') => Promise<Aide>;
  readonly kill: () => Promise<void>;
  readonly stateDir: string;
  readonly outOfMemory: () => Promise<boolean>;
  readonly isAlive: () => boolean;
  /** Has the listener called when a stream is over its limit. */
  readonly listen: (listener: () => void) => void;
}): Blocks {
  const { launcher, newAide, kill, stateDir, isAlive, listen } = options;
  const outOfMemory = () => options.outOfMemory().catch(() => false);
  const isBash = launcher.shell === 'bash';
  const blockFile = `${stateDir}/block`;
  let aide = options.aide;
  let { cwd } = launcher;
  let flags = '';
  let lastStatus = 0;
  /** The functions of the last block that was whole. */
  let learned: Functions = none;
  let lose: (gone: Gone) => void = () => {};
  const lost = new Promise<Gone>((resolve) => {
    lose = resolve;
  });
  launcher.gone.then(lose);
  let reason: string | undefined;
  lost.then(({ words, status }) => {
    reason = reasonOf(words, status);
  });
  const watch = (one: Aide) => one.exited.then(() => lose({ words: '' }));
  watch(aide);

  const renewAide = async () => {
    const next = await newAide('blocks');
    aide.out.drop();
    aide.err.drop();
    aide = next;
    watch(aide);
  };

  /** The answer to what `hand` gives the driver, or what came instead of one. */
  const outcome = async (
    timeoutMs: number,
    hand: (token: string) => Promise<void>,
  ): Promise<Outcome> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Outcome>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'timeout' }), timeoutMs);
      listen(() => resolve({ kind: 'output-limit' }));
    });
    const gone = lost.then((last): Outcome => ({ kind: 'lost', gone: last }));
    const answer = async (): Promise<Outcome> => {
      const token = newToken();
      const message = launcher.control.expect(token);
      await hand(token);
      return { kind: 'message', message: await message };
    };
    const answered = answer().catch(
      (error): Outcome => ({ kind: 'lost', gone: { words: String(error) } }),
    );
    try {
      return await Promise.race([answered, late, gone]);
    } finally {
      clearTimeout(timer);
    }
  };

  const finish = async (result: Outcome, request: RunRequest): Promise<Finished> => {
    switch (result.kind) {
      case 'timeout':
      case 'output-limit':
        await kill();
        return { ended: result.kind };
      case 'lost': {
        await Promise.all([aide.out.ended(1, lastOutputMs), aide.err.ended(1, lastOutputMs)]);
        const ended = (await outOfMemory()) ? 'out-of-memory' : 'sandbox-lost';
        await kill();
        const { status, words } = result.gone;
        const written = aide.err.bytes().subarray(-longestComplaint).toString();
        reason = reasonOf(words) ?? reasonOf(written, status);
        return { ended, exitCode: status, reason };
      }
      case 'message':
        return answered(result.message, request);
    }
  };

  const answered = async (message: Message, request: RunRequest): Promise<Finished> => {
    const problem = refusedProblem(message, request.script);
    if (problem) return { ended: 'syntax-error', problem };
    const [word = '', said = '', line = ''] = message.words;
    if (message.kind !== 'end' || !/^\d+$/.test(word)) {
      await kill();
      return { ended: 'sandbox-lost', reason: refusals[word] };
    }
    const complete = await aide.settled();
    const over = aide.out.overflowed || aide.err.overflowed;
    if (over || !complete) {
      await kill();
      return { ended: over ? 'output-limit' : 'sandbox-lost' };
    }
    learned = isBash ? none : functionsOf(request.script);
    const status = Number(word);
    if (!request.quiet) {
      lastStatus = status;
      flags = said;
    }
    cwd = message.text || cwd;
    const failedLine = status !== 0 && /^\d+$/.test(line) ? { line: Number(line) } : {};
    const killed = status === killedStatus && (await outOfMemory());
    return {
      ended: killed ? 'out-of-memory' : 'exit',
      exitCode: status,
      cwd,
      ...failedLine,
    };
  };

  const isTraced = (script: string) =>
    isBash && (flags.includes('x') || /\bset\s+-\w*x|xtrace/.test(script));

  const run = async (asked: RunRequest): Promise<Execution> => {
    const startedAt = performance.now();
    const nothing = {
      stdout: new Uint8Array(),
      stderr: new Uint8Array(),
      truncated: false,
    };
    if (!isAlive()) return { ...nothing, ended: 'sandbox-lost', reason, durationMs: 0 };
    const request = { ...asked, script: asked.script.replaceAll('\r\n', '\n') };
    const { script, quiet } = request;
    const own = isBash ? none : functionsOf(script);
    const problem = unreadable(script);
    if (problem) return { ...nothing, ended: 'syntax-error', problem, durationMs: 0 };
    const result = await outcome(request.timeoutMs, async (token) => {
      if (aide.held) await renewAide();
      aide.out.begin();
      aide.err.begin();
      const { generation } = aide;
      const functions = isBash ? undefined : { learned, own };
      aide.send(
        blockText({
          ...{ script, generation, token, lastStatus, quiet, functions },
          flags: quiet ? '' : flags,
        }),
      );
      learned = none;
    });
    const durationMs = performance.now() - startedAt;
    const traced = isTraced(script);
    const finished = await finish(result, request);
    listen(() => {});
    if (finished.ended === 'syntax-error') return { ...nothing, ...finished, durationMs };
    const stderr = asTyped(aide.err.bytes(1), launcher.shell, blockFile);
    return {
      ...finished,
      stdout: asTyped(aide.out.bytes(1), launcher.shell, blockFile),
      stderr: traced ? plainTrace(stderr) : stderr,
      truncated: aide.out.overflowed || aide.err.overflowed,
      durationMs,
    };
  };

  const start = async (written: string): Promise<Started> => {
    if (!isAlive()) throw new SandboxError('nothing can be started: the sandbox is gone');
    const script = written.replaceAll('\r\n', '\n');
    const unread = unreadable(script);
    if (unread) return { problem: unread };
    const started = await startJob({
      ...{ script, lastStatus, flags, stateDir, launcher, lost, kill },
      aide: await newAide('job'),
      traced: isTraced(script),
      exchange: async (hand) => {
        const result = await outcome(startMs, async (token) => hand(token));
        return result.kind === 'message' ? result.message : undefined;
      },
    });
    listen(() => {});
    return started;
  };

  return { run, start, aide: () => aide, cwd: () => cwd, lost };
}

type Finished = Pick<Execution, 'ended' | 'exitCode' | 'cwd' | 'line' | 'problem' | 'reason'>;
