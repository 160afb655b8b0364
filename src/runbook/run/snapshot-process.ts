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
  /** Absent where its output ended too early. */
  readonly value?: T | undefined;
  readonly status: number;
  /** The last whole lines of what it wrote to stderr. */
  readonly stderr: string;
}

const longestStderr = 16_384;

/**
 * Runs a shell script beside the session and reads its output while it comes.
 * @throws SandboxError where the sandbox does not do its part; SnapshotError when the time is over, or
 * for an output that is not what it should be
 */
export async function runScript<T>(
  sandbox: Pick<Sandbox, 'spawn'>,
  { script, args, signal, read }: ScriptRun<T>,
): Promise<ScriptEnd<T>> {
  const started = await sandbox.spawn([...['sh', '-c', script, 'sh'], ...args]);
  const { stdout, stderr, exited } = started;
  let complaints = Buffer.alloc(0);
  stderr.on('data', (chunk: Buffer) => {
    complaints = Buffer.concat([complaints, chunk]).subarray(-longestStderr);
  });
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  const work = async (): Promise<ScriptEnd<T>> => {
    const value = await read(stdout).catch((error: unknown) => {
      if (!(error instanceof ArchiveError)) throw error;
      // It has come to its end: why, its status and its stderr may say.
      if (error.isCutOff) return undefined;
      throw new SnapshotError(`of what \`tar\` wrote, ${error.message}`);
    });
    const status = await exited;
    if (status === undefined) throw new SandboxError('a process of it went away');
    return { value, status, stderr: wholeLines(complaints) };
  };
  const stop = stopper(signal);
  try {
    return await Promise.race([work(), stop.whenAborted]);
  } finally {
    stop.forget();
    for (const stream of [stdout, stderr]) stream.destroy();
  }
}

function wholeLines(end: Buffer): string {
  const text = end.toString();
  const from = end.length < longestStderr ? 0 : text.indexOf('\n') + 1;
  return text.slice(from).trim();
}

function stopper(signal: AbortSignal): {
  readonly whenAborted: Promise<never>;
  forget(): void;
} {
  let give = (): void => {};
  const whenAborted = new Promise<never>((_, reject) => {
    give = () => reject(new SnapshotError('it took too long to read them'));
  });
  if (signal.aborted) give();
  signal.addEventListener('abort', give, { once: true });
  return { whenAborted, forget: () => signal.removeEventListener('abort', give) };
}
