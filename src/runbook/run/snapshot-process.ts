import { type Sandbox, SandboxError } from '../../model/sandbox.ts';
import { ArchiveError } from './snapshot-bytes.ts';

/** Why a file system cannot be looked at, in words for a person. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

export interface ScriptRun<T> {
  readonly script: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  readonly read: (stdout: AsyncIterable<Uint8Array>) => Promise<T>;
}

export interface ScriptEnd<T> {
  /** Absent where its output was none that can be read. */
  readonly value?: T | undefined;
  /** Why not. */
  readonly problem?: string | undefined;
  readonly status: number;
  /** The end of what it wrote to stderr. */
  readonly stderr: string;
}

const longestStderr = 16_384;

/**
 * Runs a shell script beside the session and reads its output while it comes.
 * @throws SandboxError where the sandbox does not do its part, SnapshotError when the time is over
 */
export async function runScript<T>(
  sandbox: Pick<Sandbox, 'spawn'>,
  { script, args, signal, read }: ScriptRun<T>,
): Promise<ScriptEnd<T>> {
  const { stdout, stderr, exited } = await sandbox.spawn([...['sh', '-c', script, 'sh'], ...args]);
  let complaints = Buffer.alloc(0);
  stderr.on('data', (chunk: Buffer) => {
    complaints = Buffer.concat([complaints, chunk]).subarray(-longestStderr);
  });
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  const work = async (): Promise<ScriptEnd<T>> => {
    const outcome = await read(stdout).then(
      (value) => ({ value }),
      (error: unknown) => {
        if (!(error instanceof ArchiveError)) throw error;
        stdout.resume();
        return { problem: error.message };
      },
    );
    const status = await exited;
    if (status === undefined) throw new SandboxError('a process of it went away');
    return { ...outcome, status, stderr: complaints.toString().trim() };
  };
  try {
    return await Promise.race([work(), whenAborted(signal)]);
  } finally {
    for (const stream of [stdout, stderr]) stream.destroy();
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = (): void => reject(new SnapshotError('it took too long to read them'));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
