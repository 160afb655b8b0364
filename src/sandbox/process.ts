import type { Readable, Writable } from 'node:stream';

/** A process inside a sandbox with its streams, as an engine starts it for a session. */
export interface SandboxProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the process is gone; never rejects. `undefined`: the engine could not say. */
  readonly exited: Promise<number | undefined>;
}

/** Starts a process in the sandbox with its user, environment and working directory. */
export type Spawn = (argv: readonly string[]) => Promise<SandboxProcess>;
