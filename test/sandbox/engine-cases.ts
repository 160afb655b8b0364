import type { Engine, Execution, Sandbox, SandboxSpec, Session } from '../../src/model/sandbox.ts';

const mebibyte = 1024 * 1024;

/** What a sandbox is to be, with whatever a test wants otherwise. */
export function spec(other: Partial<SandboxSpec> = {}): SandboxSpec {
  return {
    network: 'none',
    privileges: 'strict',
    limits: {
      ...{ memoryBytes: 256 * mebibyte, cpus: 1, pids: 64, openFiles: 512 },
      ...{ outputBytes: mebibyte, diskBytes: 16 * mebibyte },
    },
    env: {},
    lifetimeMs: 60_000,
    label: 'test',
    ...other,
  };
}

export interface Ran extends Omit<Execution, 'stdout' | 'stderr'> {
  readonly stdout: string;
  readonly stderr: string;
}

export type Run = (script: string, timeoutMs?: number) => Promise<Ran>;

/** A sandbox of an engine with a shell in it, for the time of one test. */
export async function inSandbox(
  engine: Engine,
  other: Partial<SandboxSpec>,
  body: (run: Run, sandbox: Sandbox, session: Session) => Promise<void>,
): Promise<void> {
  const sandbox = await engine.start(spec(other));
  try {
    const session = await sandbox.open();
    const run: Run = async (script, timeoutMs = 20_000) => {
      const done = await session.run({ script, timeoutMs });
      const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
      return { ...done, stdout: text(done.stdout), stderr: text(done.stderr) };
    };
    await body(run, sandbox, session);
  } finally {
    await sandbox[Symbol.asyncDispose]();
  }
}

/**
 * A Perl program that makes system calls and prints `NAME ERRNO` for each, 0 where it was let through.
 * The numbers are those of x86_64.
 */
export const syscallProbe = `perl -e '
  my %calls = (
    io_uring_setup => [425, 1, 0], keyctl => [250, 0, 0], userfaultfd => [323, 0],
    vsock => [41, 40, 1, 0], alg => [41, 38, 5, 0], packet => [41, 17, 3, 0],
    unshare => [272, 0x10000000], setns => [308, 0, 0], mount => [165, 0, 0, 0, 0, 0],
    bpf => [321, 0, 0, 0], perf_event_open => [298, 0, 0, 0, 0, 0], ptrace => [101, 0, 0, 0, 0],
    clone3 => [435, 0, 0], unknown => [600, 0], unix => [41, 1, 1, 0], inet => [41, 2, 1, 0],
  );
  for my $name (sort keys %calls) {
    my ($number, @rest) = @{$calls{$name}};
    my $result = syscall($number, map { $_ + 0 } @rest);
    print "$name ", ($result < 0 ? $! + 0 : 0), "\\n";
  }'`;

/** `unknown` is what an engine makes of calls that no profile names: not there, or not permitted. */
export const refusedCalls = {
  ...{ io_uring_setup: 1, keyctl: 1, userfaultfd: 1, unshare: 1, setns: 1, mount: 1, bpf: 1 },
  ...{
    perf_event_open: 1,
    ptrace: 1,
    clone3: 38,
    vsock: 97,
    alg: 97,
    packet: 97,
    unix: 0,
    inet: 0,
  },
};

export function parseCalls(text: string): Readonly<Record<string, number>> {
  const lines = text.trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', number = ''] = line.split(' ');
      return [name, Number(number)];
    }),
  );
}

/** Makes processes until the limit of `spec()` holds, and ends them. */
export const forkUntilRefused = `perl -e '
  my @made;
  for (1..200) {
    my $pid = fork;
    if (!defined $pid) { print "refused\\n"; last }
    if ($pid == 0) { sleep 60; exit }
    push @made, $pid;
  }
  kill KILL => @made; wait for @made;'`;
