import { execFile } from 'node:child_process';
import { lstat, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { type OsRelease, parseOsRelease } from '../os-release.ts';
import type { SyscallArchitecture } from '../seccomp/syscalls.ts';

/** A top folder of a host's programs: on merged-usr systems a link into /usr. */
export type TopFolder =
  | { readonly path: string; readonly link: string }
  | { readonly path: string; readonly link?: undefined };

/** What of this machine a namespace sandbox is made of. */
export interface Host {
  readonly osRelease: OsRelease;
  /** As engines name it: `amd64`, `arm64`. */
  readonly architecture: string;
  readonly syscalls: SyscallArchitecture;
  /** Of bwrap, e.g. `0.8.0`. */
  readonly version: string;
  /** `bwrap --disable-userns` is known (0.8 and newer). */
  readonly disablesUserns: boolean;
  /** `env --default-signal` is known (GNU coreutils 8.31 and newer). */
  readonly resetsSignals: boolean;
  readonly folders: readonly TopFolder[];
}

const run = promisify(execFile);
const probeMs = 5_000;
const nobody = 65534;
/** What is to be looked at where no sandbox can be started. */
export const namespaceHint =
  '(it needs unprivileged user namespaces: see kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns)';
const folders = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];
const architectures: Readonly<Record<string, readonly [string, SyscallArchitecture]>> = {
  x64: ['amd64', 'x86_64'],
  arm64: ['arm64', 'aarch64'],
};

async function topFolder(path: string): Promise<TopFolder | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return undefined;
  return found.isSymbolicLink() ? { path, link: await readlink(path) } : { path };
}

async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  return await run(command, [...args], { timeout: probeMs }).then(
    () => true,
    () => false,
  );
}

/** Why this user may not make the namespaces that a sandbox is made of. */
async function namespaceProblem(): Promise<string | undefined> {
  const walls = ['--unshare-user', '--unshare-pid', '--unshare-net', '--ro-bind', '/', '/'];
  // As root a sandbox is begun as an ordinary user.
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  try {
    await run('bwrap', [...walls, 'true'], { ...user, cwd: '/', timeout: probeMs });
    return undefined;
  } catch (error) {
    const { stderr } = error as { readonly stderr?: unknown };
    const words = String(stderr ?? '').trim() || String(error);
    return `${words} ${namespaceHint}`;
  }
}

async function readOsRelease(): Promise<OsRelease> {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) return parseOsRelease(text);
  }
  return parseOsRelease('');
}

/** Looks at this machine; gives the reason where no namespace sandbox can be made on it. */
export async function inspectHost(): Promise<Host | { readonly refused: string }> {
  if (process.platform !== 'linux') return { refused: 'bubblewrap exists on Linux only' };
  const architecture = architectures[process.arch];
  if (!architecture) return { refused: `there is no system call filter for ${process.arch}` };
  const asked = await run('bwrap', ['--version'], { timeout: probeMs }).catch(() => undefined);
  const version = /(\d+)\.(\d+)(?:\.\d+)?/.exec(asked?.stdout ?? '');
  if (!version) {
    return { refused: 'bwrap is not installed (get it with: apt-get install bubblewrap)' };
  }
  const [text, major, minor] = version;
  // --perms and --size came with 0.5 and 0.6.
  if (Number(major) === 0 && Number(minor) < 6) {
    return { refused: `bwrap ${text} is too old; 0.6 or newer is needed` };
  }
  const [problem, resetsSignals, ...found] = await Promise.all([
    namespaceProblem(),
    succeeds('env', ['--default-signal=INT,QUIT', 'true']),
    ...folders.map(topFolder),
  ]);
  if (problem !== undefined) return { refused: problem };
  return {
    osRelease: await readOsRelease(),
    architecture: architecture[0],
    syscalls: architecture[1],
    version: text,
    disablesUserns: Number(major) > 0 || Number(minor) >= 8,
    resetsSignals,
    folders: found.filter((one) => one !== undefined),
  };
}
