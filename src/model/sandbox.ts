import type { EngineName, Limits, NetworkMode, Privileges } from './config.ts';

/** What an engine either can give or cannot. */
export interface SandboxNeed {
  /** An image reference; absent: the engine's default. */
  readonly image?: string | undefined;
  readonly network: NetworkMode;
  readonly privileges: Privileges;
}

/** What one sandbox is to be. */
export interface SandboxSpec extends SandboxNeed {
  readonly limits: Limits;
  readonly env: Readonly<Record<string, string>>;
  /** After this many milliseconds anybody may remove the sandbox. */
  readonly lifetimeMs: number;
  /** A word for labels and messages, e.g. the runbook's id. */
  readonly label: string;
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
}

export interface RunRequest {
  /** Shell text: one or more lines. */
  readonly script: string;
  readonly timeoutMs: number;
}

/** One persistent shell in one sandbox. Runs one command at a time. */
export interface Session extends AsyncDisposable {
  run(request: RunRequest): Promise<Execution>;
  /** Writes a file below a writable place, parents made. A relative path is below the shell's folder. */
  write(path: string, content: string): Promise<void>;
  /** False once the shell or its sandbox is gone; `run` then answers `sandbox-lost` at once. */
  readonly alive: boolean;
}

export interface Sandbox extends AsyncDisposable {
  readonly ground: Ground;
  open(): Promise<Session>;
}

/** Why a sandbox cannot be had from an engine, in words for a person. */
export type EngineAnswer = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface Engine extends AsyncDisposable {
  readonly name: EngineName;
  /** What people call it: `docker`, `podman`, `bubblewrap`. */
  readonly product: string;
  /** E.g. `docker 20.10.24 at /var/run/docker.sock`. */
  readonly description: string;
  /** Whether it can give such a sandbox. Pulls nothing. */
  provides(need: SandboxNeed): Promise<EngineAnswer>;
  /** @throws SandboxError when the sandbox cannot be started. */
  start(spec: SandboxSpec): Promise<Sandbox>;
}

/** A sandbox or its engine failed, not the command in it. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
}
