import type { Readable, Writable } from 'node:stream';
import type { EngineName, Limits, NetworkMode, Privileges } from './config.ts';
import type { ServiceRequest } from './runbook.ts';

/** What an engine either can give or cannot. */
export interface SandboxNeed {
  /** An image reference; absent: the engine's default. */
  readonly image?: string | undefined;
  readonly network: NetworkMode;
  readonly privileges: Privileges;
  /** Image references of the services. */
  readonly serviceImages?: readonly string[] | undefined;
  /** Digests that images must have, by reference: what `rutter.lock` says. */
  readonly digests?: Readonly<Record<string, string>> | undefined;
}

/** What one sandbox is to be. */
export interface SandboxSpec extends SandboxNeed {
  readonly services?: readonly ServiceRequest[] | undefined;
  readonly limits: Limits;
  readonly env: Readonly<Record<string, string>>;
  /** After this many milliseconds anybody may remove the sandbox. */
  readonly lifetimeMs: number;
  /** A word for labels and messages, e.g. the runbook's id. */
  readonly label: string;
  /** Aborted: services that are not ready are waited for no longer. */
  readonly signal?: AbortSignal | undefined;
}

/** What a sandbox really was. */
export interface Ground {
  readonly engine: EngineName;
  /** E.g. `20.10.24`, with the product's name where it is another, e.g. `podman 4.3.1`. */
  readonly engineVersion: string;
  /** The image reference as asked for, e.g. `debian:12`; absent under bubblewrap. */
  readonly image?: string | undefined;
  /** The image's own digest, `sha256:…`; absent under bubblewrap. */
  readonly imageDigest?: string | undefined;
  /** PRETTY_NAME of its os-release, e.g. `Debian GNU/Linux 12 (bookworm)`. */
  readonly system: string;
  readonly architecture: string;
  /** How it is told to a reader, e.g. `a namespace sandbox on Debian 12` or `debian:12`. */
  readonly name: string;
}

export type Ended =
  /** The command came back. */
  | 'exit'
  /** It was stopped at its limit, with the sandbox. */
  | 'timeout'
  /** It wrote more than is kept. */
  | 'output-limit'
  /** The kernel killed in the sandbox for memory. */
  | 'out-of-memory'
  /** The text is no complete command; nothing of it ran. */
  | 'syntax-error'
  /** The shell or the sandbox went away under it (`exec`, `kill $$`, the engine died). */
  | 'sandbox-lost';

/** What came of one command. */
export interface Execution {
  readonly exitCode?: number | undefined;
  readonly ended: Ended;
  /** At most the limit of output bytes, even after a timeout. */
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly truncated: boolean;
  readonly durationMs: number;
  /** The working directory afterwards. */
  readonly cwd?: string | undefined;
  /** The 1-based line of the script that failed and ended it, where the shell knows it. */
  readonly line?: number | undefined;
  /** For `syntax-error`: the 1-based line of the script, where the shell names one, and its words. */
  readonly problem?: { readonly line?: number | undefined; readonly message: string } | undefined;
  /** For `sandbox-lost`: why, in words for a person, where it can be known. */
  readonly reason?: string | undefined;
}

export interface RunRequest {
  /** Shell text: one or more lines. */
  readonly script: string;
  readonly timeoutMs: number;
  /** Asked by us and not by the page: what `$?` is for the next block stays as it was. */
  readonly quiet?: boolean | undefined;
}

/** Output of something that may still be running. */
export interface Output {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** It wrote more than is kept. */
  readonly truncated: boolean;
}

/** A block that runs in the background of a session. */
export interface BackgroundJob {
  /** What it has written so far. */
  output(): Output;
  /** Settles when it has ended, with its status; `undefined` when it went with its sandbox. */
  readonly ended: Promise<number | undefined>;
  /** TERM to it and what it has started, KILL to what is left after `graceMs`; waits for the end. */
  stop(graceMs: number): Promise<void>;
}

export type Started =
  | { readonly job: BackgroundJob }
  /** It is no complete command; nothing of it runs. */
  | { readonly problem: NonNullable<Execution['problem']> };

/** One persistent shell in one sandbox. Runs one command at a time. */
export interface Session extends AsyncDisposable {
  run(request: RunRequest): Promise<Execution>;
  /**
   * Starts a block as `{ …; } &` would: with the shell's variables, functions and folder as they are
   * now. Its output is its own. It ends with the session at the latest.
   */
  start(script: string): Promise<Started>;
  /** Writes a file below a writable place, parents made. A relative path is below the shell's folder. */
  write(path: string, content: string, mode?: number): Promise<void>;
  /** A folder for our own files that is no part of the writable places, and no command's business. */
  readonly ownFolder: string;
  /** False once the shell or its sandbox is gone; `run` then answers `sandbox-lost` at once. */
  readonly alive: boolean;
}

/** A process inside a sandbox with its streams. */
export interface SandboxProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the process is gone; never rejects. `undefined`: the engine could not say. */
  readonly exited: Promise<number | undefined>;
}

/** Starts a process in the sandbox with its user, environment and working directory. */
export type Spawn = (argv: readonly string[]) => Promise<SandboxProcess>;

/** A container beside a sandbox that is running. */
export interface RunningService {
  readonly name: string;
  readonly image: string;
  /** The last of what it has written, stdout and stderr together, as text. */
  log(): Promise<string>;
}

export interface Sandbox extends AsyncDisposable {
  readonly ground: Ground;
  readonly services: readonly RunningService[];
  /** Starts a process beside the session. */
  readonly spawn: Spawn;
  /** The folders that its user can write, the session's own left out, e.g. `/work` and `/tmp`. */
  readonly writable: readonly string[];
  /**
   * Paths of the root file system that are not as in the image, where it is writable and the engine
   * keeps book of it; they come on top of `writable`.
   */
  changedPaths?(): Promise<readonly string[]>;
  open(): Promise<Session>;
}

/** Whether a sandbox can be had from an engine. */
export type EngineAnswer =
  | {
      readonly ok: true;
      /**
       * All of the engine, its version and the images that could change a result; absent where it
       * cannot be known, and then nothing of the past is believed.
       */
      readonly fingerprint?: string | undefined;
      /** The digest of each image of the need, by reference. */
      readonly digests: Readonly<Record<string, string>>;
    }
  | {
      readonly ok: false;
      /** In words for a person. */
      readonly reason: string;
      /** Images that are not there and that `pull` might get. */
      readonly missing?: readonly string[] | undefined;
    };

export interface Engine extends AsyncDisposable {
  readonly name: EngineName;
  /** What people call it: `docker`, `podman`, `bubblewrap`. */
  readonly product: string;
  /** E.g. `docker 20.10.24 at /var/run/docker.sock`. */
  readonly description: string;
  /** Whether it can give such a sandbox. Pulls nothing. */
  provides(need: SandboxNeed): Promise<EngineAnswer>;
  /** Fetches an image from its registry; absent where the engine has no images. Answers what went wrong. */
  pull?(reference: string, signal?: AbortSignal): Promise<{ readonly failed?: string }>;
  /** @throws SandboxError when the sandbox cannot be started. */
  start(spec: SandboxSpec): Promise<Sandbox>;
}

/** A sandbox or its engine failed, not the command in it; or a service did as the page has it. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  /** Lines that belong to it, such as the end of a service's log. */
  readonly details: readonly string[];
  /** The service whose command, readiness or end it is, which its page has to answer for. */
  readonly service: string | undefined;
  constructor(message: string, details: readonly string[] = [], service?: string) {
    super(message);
    this.details = details;
    this.service = service;
  }
}
