import type { SandboxSpec } from '../../model/sandbox.ts';
import { defaultPath, sandboxEnvironment } from '../environment.ts';
import type { Host } from './host.ts';

export const workDir = '/work';
export const stateDir = '/run/rutter';
/** Where the pipes of the sandbox's processes are seen; nothing can be created there from inside. */
export const pipesDir = '/run/rutter-pipes';

const mebibyte = 1024 * 1024;
const sharedMemoryBytes = 16 * mebibyte;
const stateSpareBytes = 4 * mebibyte;
const nobody = '65534';

/** What of /etc programs need and no secret is in. What is not there is left out. */
const etc = [
  ...['alternatives', 'debian_version', 'ld.so.cache', 'ld.so.conf', 'ld.so.conf.d'],
  ...['login.defs', 'magic', 'mime.types', 'os-release', 'perl', 'protocols', 'python3'],
  ...['services', 'shells', 'ssl/certs', 'ssl/openssl.cnf', 'terminfo'],
];

/** Small files of /etc that name nobody of the host. */
export const syntheticEtc: Readonly<Record<string, string>> = {
  group: 'root:x:0:\nnogroup:x:65534:\n',
  hosts: '127.0.0.1 localhost sandbox\n::1 localhost\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nshadow: files\nhosts: files\n',
  passwd: 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/work:/bin/sh\n',
};

export interface Walls {
  readonly host: Host;
  readonly spec: SandboxSpec;
  /** Private folders of this sandbox on the host. */
  readonly etcFolder: string;
  readonly pipesFolder: string;
  /** The descriptor that bwrap reads the filter from. */
  readonly seccompDescriptor: number;
}

function tmpfs(path: string, bytes: number): readonly string[] {
  return ['--perms', '1777', '--size', String(bytes), '--tmpfs', path];
}

/**
 * bwrap's arguments, without the command. The root is bwrap's own empty tmpfs and read-only in the
 * end; of the host there is /usr and some of /etc, both read-only.
 * @throws SandboxError for an environment that no sandbox gets.
 */
export function wallArguments(walls: Walls): readonly string[] {
  const { host, spec, etcFolder, pipesFolder, seccompDescriptor } = walls;
  const { limits } = spec;
  const environment = { PATH: defaultPath, ...sandboxEnvironment(spec.env) };
  return [
    ...['--unshare-user', '--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts'],
    ...['--unshare-cgroup-try', '--die-with-parent', '--new-session', '--hostname', 'sandbox'],
    ...(host.disablesUserns ? ['--disable-userns'] : []),
    ...['--uid', nobody, '--gid', nobody, '--cap-drop', 'ALL'],
    ...['--seccomp', String(seccompDescriptor), '--clearenv'],
    ...Object.entries(environment).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--ro-bind', '/usr', '/usr'],
    ...host.folders.flatMap(({ path, link }) =>
      link === undefined ? ['--ro-bind', path, path] : ['--symlink', link, path],
    ),
    ...etc.flatMap((name) => ['--ro-bind-try', `/etc/${name}`, `/etc/${name}`]),
    ...Object.keys(syntheticEtc).flatMap((name) => {
      return ['--ro-bind', `${etcFolder}/${name}`, `/etc/${name}`];
    }),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...tmpfs('/dev/shm', sharedMemoryBytes),
    ...tmpfs('/tmp', limits.diskBytes),
    ...tmpfs(workDir, limits.diskBytes),
    ...tmpfs(stateDir, 2 * limits.outputBytes + stateSpareBytes),
    ...['--ro-bind', pipesFolder, pipesDir],
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', workDir],
  ];
}
