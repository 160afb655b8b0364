import { spawn as spawnProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Session } from '../../src/model/sandbox.ts';
import { createPipes } from '../../src/sandbox/bubblewrap/pipes.ts';
import {
  commandLine,
  supervise,
  supervisorScript,
} from '../../src/sandbox/bubblewrap/supervisor.ts';
import { pipesDir, workDir } from '../../src/sandbox/bubblewrap/walls.ts';
import type { SandboxProcess, Spawn } from '../../src/sandbox/process.ts';
import { openSession, type SessionOptions } from '../../src/sandbox/session/session.ts';

/** The shells a session may find in a sandbox. */
export const shells = ['bash', 'dash', 'busybox'] as const;
export type TestShell = (typeof shells)[number];

/** A folder that is thrown away, with what a sandbox has at `/work`, `/tmp` and `/run/rutter`. */
export interface TestGround extends AsyncDisposable {
  readonly shell: TestShell;
  readonly folder: string;
  readonly spawn: Spawn;
  kill(): Promise<void>;
}

export { workDir };

const busyboxPath = '/bin/busybox';
const applets =
  'sh cat mkfifo mkdir kill sleep yes head seq grep sed ls rm tr wc env printf tee touch true false pwd chmod id od sort dd mktemp ps tail setsid';

function makeBusyboxRoot(folder: string): void {
  const root = join(folder, 'root');
  for (const name of ['bin', 'proc', 'dev', 'work', 'tmp', 'run']) {
    mkdirSync(join(root, name), { recursive: true });
  }
  copyFileSync(busyboxPath, join(root, 'bin/busybox'));
  for (const applet of applets.split(' ')) symlinkSync('busybox', join(root, 'bin', applet));
}

/** No more of the host than its programs: a block of a test may remove all it can. */
const hostFolders = ['usr', 'bin', 'sbin', 'lib', 'lib64'].flatMap((name) => [
  '--ro-bind-try',
  `/${name}`,
  `/${name}`,
]);

function rootOf(shell: TestShell, folder: string): readonly string[] {
  switch (shell) {
    case 'bash':
      return hostFolders;
    case 'dash':
      return [
        ...hostFolders,
        ...['/usr/bin/bash', '/bin/bash'].flatMap((path) => ['--ro-bind', '/dev/null', path]),
      ];
    case 'busybox':
      return ['--ro-bind', join(folder, 'root'), '/'];
  }
}

function wallsOf(shell: TestShell, folder: string): readonly string[] {
  return [
    ...rootOf(shell, folder),
    ...['--tmpfs', '/run', '--dev', '/dev', '--proc', '/proc'],
    ...['--bind', join(folder, 'run'), '/run/rutter'],
    ...['--unshare-all', '--die-with-parent', '--new-session', '--clearenv'],
    ...['--setenv', 'PATH', '/usr/bin:/bin', '--setenv', 'LANG', 'C.UTF-8'],
  ];
}

/** Runs a command in a sandbox of its own, with empty folders, of the same programs. */
export async function runAlone(ground: TestGround, argv: readonly string[]) {
  const { shell, folder } = ground;
  const walls = [...wallsOf(shell, folder), '--tmpfs', workDir, '--tmpfs', '/tmp'];
  // Node's own are sockets, which nobody can open by their names in /dev.
  const program = 'exec bwrap "$@" > >(cat) 2> >(cat >&2)';
  const command = ['-c', program, 'bash', ...walls, '--chdir', workDir, ...argv];
  const child = spawnProcess('bash', command, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  const [stdout, stderr, [status]] = await Promise.all([
    buffer(child.stdout),
    buffer(child.stderr),
    ended,
  ]);
  return { status: Number(status), stdout, stderr };
}

/** One sandbox of bubblewrap, with no more of the host than its programs. */
export function testGround(shell: TestShell): TestGround {
  const folder = mkdtempSync(join(tmpdir(), 'rutter-session-'));
  for (const name of ['work', 'tmp', 'run']) {
    mkdirSync(join(folder, name));
    chmodSync(join(folder, name), 0o777);
  }
  mkdirSync(join(folder, 'pipes'));
  if (shell === 'busybox') makeBusyboxRoot(folder);
  const walls = [
    ...wallsOf(shell, folder),
    ...['--bind', join(folder, 'work'), workDir, '--bind', join(folder, 'tmp'), '/tmp'],
    ...['--bind', join(folder, 'pipes'), pipesDir],
  ];
  const child = spawnProcess('bwrap', [...walls, 'sh', '-c', supervisorScript], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.on('error', () => {});
  const closed = once(child, 'close');
  const supervisor = supervise(child.stdin, child.stdout);
  let last = 0;
  const spawn = async (argv: readonly string[]): Promise<SandboxProcess> => {
    last += 1;
    const id = String(last);
    const { unlink, ...streams } = await createPipes(join(folder, 'pipes'), id, undefined);
    const { started, exited } = supervisor.request(id, commandLine(argv, shell !== 'busybox'));
    await started;
    unlink();
    void exited.then(() => streams.stdin.destroy());
    return { ...streams, exited };
  };
  const kill = async () => {
    child.kill('SIGKILL');
  };
  return {
    shell,
    folder,
    spawn,
    kill,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      // Its stdout ends with the last process in it.
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function openTestSession(
  ground: TestGround,
  more: Partial<SessionOptions> = {},
): Promise<Session> {
  return openSession({
    spawn: ground.spawn,
    outputBytes: 16 * 1024 * 1024,
    workDir,
    stateDir: '/run/rutter',
    kill: ground.kill,
    ...more,
  });
}
