import type { Execution, RunRequest } from '../../model/sandbox.ts';
import { type Aide, newToken } from './aide.ts';
import type { Message } from './control.ts';
import type { Launcher } from './launcher.ts';
import { hereDocumentProblem, syntaxProblem, unreadable } from './problem.ts';
import { blockText } from './shell.ts';
import { asTyped, plainTrace } from './words.ts';

/** Runs blocks in a shell that is there, and remembers what each leaves behind. */
export interface Blocks {
  run(request: RunRequest): Promise<Execution>;
  aide(): Aide;
  cwd(): string;
  /** Settles when the shell or an aide of it is gone, with the shell's exit status if it is known. */
  readonly lost: Promise<number | undefined>;
}

/** What a block came to, before its output is added. */
type Outcome =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'output-limit' }
  | { readonly kind: 'lost'; readonly status: number | undefined };

/** How long the output of a shell that is gone may still be on its way. */
const lastOutputMs = 250;
/** What a shell says of a process that the kernel has killed. */
const killedStatus = 137;

export function createBlocks(options: {
  readonly launcher: Launcher;
  readonly aide: Aide;
  readonly newAide: (generation: number) => Promise<Aide>;
  readonly kill: () => Promise<void>;
  readonly stateDir: string;
  readonly outOfMemory: () => Promise<boolean>;
  readonly isAlive: () => boolean;
  /** Has the listener called when a stream is over its limit. */
  readonly listen: (listener: () => void) => void;
}): Blocks {
  const { launcher, newAide, kill, stateDir, isAlive, listen } = options;
  const outOfMemory = () => options.outOfMemory().catch(() => false);
  let aide = options.aide;
  let { cwd } = launcher;
  let flags = '';
  let lastStatus = 0;
  let lose: (status: number | undefined) => void = () => {};
  const lost = new Promise<number | undefined>((resolve) => {
    lose = resolve;
  });
  launcher.gone.then(lose);
  const watch = (one: Aide) => one.exited.then(() => lose(undefined));
  watch(aide);

  const renewAide = async () => {
    const next = await newAide(aide.generation + 1);
    aide.out.drop();
    aide.err.drop();
    aide = next;
    watch(aide);
  };

  const outcome = async (script: string, timeoutMs: number): Promise<Outcome> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Outcome>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'timeout' }), timeoutMs);
      listen(() => resolve({ kind: 'output-limit' }));
    });
    const gone = lost.then((status): Outcome => ({ kind: 'lost', status }));
    const answer = async (): Promise<Outcome> => {
      if (aide.held) await renewAide();
      aide.out.begin();
      aide.err.begin();
      const token = newToken();
      const message = launcher.control.expect(token);
      const { generation } = aide;
      aide.send(blockText({ script, generation, token, flags, lastStatus }));
      return { kind: 'message', message: await message };
    };
    const answered = answer().catch((): Outcome => ({ kind: 'lost', status: undefined }));
    try {
      return await Promise.race([answered, late, gone]);
    } finally {
      clearTimeout(timer);
    }
  };

  const finish = async (result: Outcome, script: string): Promise<Finished> => {
    switch (result.kind) {
      case 'timeout':
      case 'output-limit':
        await kill();
        return { ended: result.kind };
      case 'lost': {
        await Promise.all([aide.out.ended(1, lastOutputMs), aide.err.ended(1, lastOutputMs)]);
        const ended = (await outOfMemory()) ? 'out-of-memory' : 'sandbox-lost';
        await kill();
        return { ended, exitCode: result.status };
      }
      case 'message':
        return answered(result.message, script);
    }
  };

  const answered = async (message: Message, script: string): Promise<Finished> => {
    if (message.kind === 'syntax') {
      return { ended: 'syntax-error', problem: syntaxProblem(message.text, script) };
    }
    if (message.kind === 'here-document') {
      return { ended: 'syntax-error', problem: hereDocumentProblem(script) };
    }
    const [status = '', said = '', opens = '', line = ''] = message.words;
    if (message.kind !== 'end' || !/^\d+$/.test(status)) {
      await kill();
      return { ended: 'sandbox-lost' };
    }
    const times = Number(opens) || 1;
    const complete = await aide.settled(times);
    const over = aide.out.overflowed || aide.err.overflowed;
    if (over || !complete) {
      await kill();
      return { ended: over ? 'output-limit' : 'sandbox-lost' };
    }
    lastStatus = Number(status);
    flags = said;
    cwd = message.text || cwd;
    const failedLine = lastStatus !== 0 && /^\d+$/.test(line) ? { line: Number(line) } : {};
    const killed = lastStatus === killedStatus && (await outOfMemory());
    return {
      ended: killed ? 'out-of-memory' : 'exit',
      exitCode: lastStatus,
      cwd,
      times,
      ...failedLine,
    };
  };

  const run = async ({ script: written, timeoutMs }: RunRequest): Promise<Execution> => {
    const startedAt = performance.now();
    const nothing = { stdout: new Uint8Array(), stderr: new Uint8Array(), truncated: false };
    if (!isAlive()) return { ...nothing, ended: 'sandbox-lost', durationMs: 0 };
    const script = written.replaceAll('\r\n', '\n');
    const problem = unreadable(script);
    if (problem) return { ...nothing, ended: 'syntax-error', problem, durationMs: 0 };
    const result = await outcome(script, timeoutMs);
    const durationMs = performance.now() - startedAt;
    const traced = flags.includes('x') || /\bset\s+-\w*x|xtrace/.test(script);
    const { times, ...finished } = await finish(result, script);
    listen(() => {});
    if (finished.ended === 'syntax-error') return { ...nothing, ...finished, durationMs };
    const stderr = asTyped(aide.err.bytes(times), launcher.shell, stateDir);
    return {
      ...finished,
      stdout: asTyped(aide.out.bytes(times), launcher.shell, stateDir),
      stderr: traced && launcher.shell === 'bash' ? plainTrace(stderr) : stderr,
      truncated: aide.out.overflowed || aide.err.overflowed,
      durationMs,
    };
  };

  return { run, aide: () => aide, cwd: () => cwd, lost };
}

type Finished = Pick<Execution, 'ended' | 'exitCode' | 'cwd' | 'line' | 'problem'> & {
  readonly times?: number | undefined;
};
