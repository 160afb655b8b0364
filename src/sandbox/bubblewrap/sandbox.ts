import { type ChildProcess, spawn as spawnProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { SandboxError, type SandboxSpec } from '../../model/sandbox.ts';
import type { Spawn } from '../process.ts';
import { seccompFilter } from '../seccomp/filter.ts';
import { within } from '../time-limit.ts';
import { privateName, type Watchdog } from '../watchdog/start.ts';
import { coverInherited } from './descriptors.ts';
import { createGroup, type Group, type GroupVersion } from './group.ts';
import type { Host } from './host.ts';
import { createPipes } from './pipes.ts';
import { commandLine, supervise, supervisorScript } from './supervisor.ts';
import { syntheticEtc, wallArguments } from './walls.ts';

/** A running namespace sandbox that is ours alone. */
export interface NamespaceSandbox {
  readonly spawn: Spawn;
  /** Of bwrap, on the host. */
  readonly pid: number;
  /** What enforces its limits; undefined: only what holds for each process by itself. */
  readonly group: GroupVersion | undefined;
  /** Whether the kernel has killed for memory in it since it was asked last. */
  outOfMemory(): Promise<boolean>;
  /** Ends it with everything in it and waits until it is gone; any number of times. */
  remove(): Promise<void>;
}

export interface NamespaceOptions {
  readonly host: Host;
  readonly spec: SandboxSpec;
  readonly watchdog: Watchdog;
  /** For the self-test, which breaks one wall after the other to see that it would notice. */
  readonly alter?: (walls: readonly string[]) => readonly string[];
}

const nobody = 65534;
const startMs = 30_000;
const seccompDescriptor = 3;

/**
 * Runs before bwrap, as its future self: sets what a shell can limit, and waits for us to put it into
 * its control group.
 */
const launcherScript = `ulimit -c 0; ulimit -n "$1" || exit; shift; read -r go && exec bwrap "$@"`;

/** Where there is no control group: bounds on each process, and on the user's processes. */
function limitsScript({ limits }: SandboxSpec): string {
  return `ulimit -d ${Math.ceil(limits.memoryBytes / 1024)}
ulimit -u ${limits.pids} 2>/dev/null || ulimit -p ${limits.pids} 2>/dev/null\n`;
}

/** As root we first become an ordinary user, so that the walls are not all that holds root. */
function identity(): { readonly uid: number; readonly gid: number } | undefined {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : undefined;
}

interface Folders {
  readonly top: string;
  readonly etc: string;
  readonly pipes: string;
}

function createFolders(top: string): Folders {
  const folders = { top, etc: join(top, 'etc'), pipes: join(top, 'pipes') };
  mkdirSync(top, { mode: 0o700 });
  mkdirSync(folders.etc);
  mkdirSync(folders.pipes);
  for (const [name, text] of Object.entries(syntheticEtc)) {
    writeFileSync(join(folders.etc, name), text, { mode: 0o644 });
  }
  const owner = identity();
  if (owner) for (const path of Object.values(folders)) chownSync(path, owner.uid, owner.gid);
  return folders;
}

function createSpawn(child: ChildProcess, folders: Folders, host: Host): Spawn {
  const supervisor = supervise(child.stdin as Writable, child.stdout as Readable);
  let last = 0;
  return async (argv) => {
    last += 1;
    const id = String(last);
    const pipes = await createPipes(folders.pipes, id, identity()).catch((error: unknown) => {
      throw new SandboxError(`no process could be started in the sandbox: ${String(error)}`);
    });
    const { started, exited } = supervisor.request(id, commandLine(argv, host.resetsSignals));
    await within(startMs, started, 'the sandbox did not start a process in time');
    pipes.unlink();
    void exited.then(() => pipes.stdin.destroy());
    return { stdin: pipes.stdin, stdout: pipes.stdout, stderr: pipes.stderr, exited };
  };
}

/** bwrap, not yet let in: its stdin is the supervisor's, and it has nothing else that is open here. */
function startLauncher(args: readonly string[]): ChildProcess {
  const pipes = ['pipe', 'pipe', 'pipe', 'pipe'] as const;
  const nothing = openSync('/dev/null', 'r+');
  try {
    return spawnProcess('/bin/sh', ['-c', launcherScript, 'sh', ...args], {
      ...identity(),
      cwd: '/',
      env: {},
      stdio: [...pipes, ...coverInherited(pipes.length, nothing)],
    });
  } finally {
    closeSync(nothing);
  }
}

function createRemove(child: ChildProcess, group: Group | undefined, clean: () => void) {
  const closed = once(child, 'close').catch(() => {});
  return async () => {
    // SIGKILL reaches bwrap; the kernel then ends its pid namespace with every process in it, and
    // only when the last of them is gone does our pipe from the supervisor close.
    child.kill('SIGKILL');
    await closed;
    await group?.remove();
    clean();
  };
}

/**
 * Starts a sandbox of namespaces.
 * @throws SandboxError when bwrap does not come up
 */
export async function startNamespaces(options: NamespaceOptions): Promise<NamespaceSandbox> {
  const { host, spec, watchdog, alter = (walls) => walls } = options;
  const top = join(tmpdir(), privateName('sandbox'));
  const watch = watchdog.watch({ kind: 'folder', path: top });
  const clean = () => {
    rmSync(top, { recursive: true, force: true });
    watch.done();
  };
  const folders = createFolders(top);
  const group = createGroup(basename(top), spec.limits, watchdog);
  const walls = alter(
    wallArguments({
      ...{ host, spec, seccompDescriptor },
      etcFolder: folders.etc,
      pipesFolder: folders.pipes,
    }),
  );
  const script = `${group ? '' : limitsScript(spec)}${supervisorScript}`;
  const { openFiles } = spec.limits;
  const child = startLauncher([String(openFiles), ...walls, '/bin/sh', '-c', script]);
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-2_000);
  });
  child.on('error', () => {});
  const remove = createRemove(child, group, clean);
  let removal: Promise<void> | undefined;
  const removeOnce = () => {
    removal ??= remove();
    return removal;
  };
  try {
    if (child.pid === undefined) throw new SandboxError('no shell could be started');
    group?.add(child.pid);
    const filter = child.stdio[seccompDescriptor] as Writable;
    filter.on('error', () => {});
    filter.end(seccompFilter(host.syscalls));
    const spawn = createSpawn(child, folders, host);
    child.stdin?.write('go\n');
    const first = await spawn(['true']);
    first.stdout.resume();
    first.stderr.resume();
    const status = await first.exited;
    if (status !== 0) throw new SandboxError('bwrap ended at once');
    let before = 0;
    const outOfMemory = async () => {
      const kills = group?.outOfMemoryKills() ?? 0;
      const more = kills > before;
      before = kills;
      return more;
    };
    return { spawn, pid: child.pid, group: group?.version, outOfMemory, remove: removeOnce };
  } catch (error) {
    await removeOnce();
    // What bwrap says of itself is worth more than that nothing came of it.
    const words = stderr.trim() || (error instanceof Error ? error.message : String(error));
    throw new SandboxError(`no namespace sandbox could be started: ${words}`);
  }
}
