import type Docker from 'dockerode';
import type { Privileges } from '../../model/config.ts';
import type { SandboxSpec } from '../../model/sandbox.ts';
import { defaultPath, sandboxEnvironment } from '../environment.ts';
import { sandboxLabels } from './labels.ts';

/** An image as it is on the engine. */
export interface LocalImage {
  /** `sha256:…`: what is started, so that the name cannot come to mean another image meanwhile. */
  readonly id: string;
  /** The digest in its registry where it came from one, else its id. */
  readonly digest: string;
  readonly architecture: string;
  readonly hasPath: boolean;
  readonly hasHealthcheck: boolean;
  /** Paths that the image wants on volumes. */
  readonly volumes: readonly string[];
}

export const workDir = '/work';
export const stateDir = '/run/rutter';

const mebibyte = 1024 * 1024;
const sharedMemoryBytes = 16 * mebibyte;
/** Scripts and bookkeeping of the session beside two captured outputs. */
const stateSpareBytes = 4 * mebibyte;

/**
 * Podman raises a limit that is not named to the most there is, which a service without the right to
 * do so cannot. It counts a user's processes on the whole machine; the sandbox's own are `PidsLimit`.
 */
const podmanProcesses = { Soft: 4096, Hard: 4096 };

export function stateBytes(outputBytes: number): number {
  return 2 * outputBytes + stateSpareBytes;
}

/**
 * What the levels add to nothing. `root`: give files away, write what is others', become another user
 * and signal it: `chown`, `useradd`, `su`. `packages`: also what package managers do when unpacking
 * and configuring: run in another root, set file capabilities.
 */
const capabilities: Readonly<Record<Privileges, readonly string[]>> = {
  strict: [],
  root: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'SETUID', 'SETGID', 'KILL'],
  packages: [
    ...['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'SETUID', 'SETGID', 'KILL'],
    ...['SETFCAP', 'SYS_CHROOT'],
  ],
};

export function userOf(privileges: Privileges): string {
  return privileges === 'strict' ? '65534:65534' : '0:0';
}

/**
 * The main process: tells the system's name and its own readiness, then waits for the end of its
 * stdin, which is ours. Only what every POSIX shell has built in. Its output is the image's word.
 */
const mainScript = `for f in /etc/os-release /usr/lib/os-release; do
  if [ -r "$f" ]; then while IFS= read -r l; do echo "$l"; done <"$f"; break; fi
done
echo rutter-ready
while read -r l; do :; done`;

export const readyLine = 'rutter-ready';

export interface ContainerOptions {
  readonly name: string;
  readonly spec: SandboxSpec;
  readonly image: LocalImage;
  /** Where or what the seccomp profile is, as the engine wants it. */
  readonly seccomp: string;
  readonly init: boolean;
  readonly product: 'docker' | 'podman';
  readonly nowMs: number;
}

/**
 * The writable places. Image volumes become small tmpfs too: a volume would have no limit. Where the
 * image has a folder of that name, runc gives the tmpfs its mode; being its owner, our user can still
 * write in it.
 */
function tmpfs({ spec, image, product }: ContainerOptions): Readonly<Record<string, string>> {
  const [uid, gid] = userOf(spec.privileges).split(':');
  const owner = product === 'docker' ? `,uid=${uid},gid=${gid}` : ',U';
  const place = (bytes: number) => `rw,exec,nosuid,nodev,mode=1777,size=${bytes}${owner}`;
  const disk = place(spec.limits.diskBytes);
  const volumes = image.volumes.filter((path) => /^\/[\w./-]+$/.test(path));
  return {
    ...Object.fromEntries(volumes.map((path) => [path, disk])),
    '/tmp': disk,
    [workDir]: disk,
    [stateDir]: place(stateBytes(spec.limits.outputBytes)),
  };
}

/**
 * The request to create a sandbox's container. `root` and `packages` have a writable root file system
 * (`useradd` writes /etc and /home, a package manager everywhere), which is gone with the container
 * but which the engine cannot bound in size.
 * @throws SandboxError for an environment that no sandbox gets.
 */
export function containerRequest(options: ContainerOptions): Docker.ContainerCreateOptions {
  const { name, spec, image, seccomp, init, product, nowMs } = options;
  const { limits, privileges } = spec;
  const environment = {
    ...(image.hasPath ? {} : { PATH: defaultPath }),
    ...sandboxEnvironment(spec.env),
  };
  return {
    name,
    Image: image.id,
    Hostname: 'sandbox',
    Entrypoint: ['/bin/sh', '-c', mainScript],
    Cmd: [],
    User: userOf(privileges),
    // An engine would make another folder in the image, with a mode that the tmpfs then takes.
    WorkingDir: '/',
    Env: Object.entries(environment).map(([key, value]) => `${key}=${value}`),
    Labels: { ...sandboxLabels(spec.label, nowMs + spec.lifetimeMs) },
    ...(image.hasHealthcheck ? { Healthcheck: { Test: ['NONE'] } } : {}),
    StopSignal: 'SIGKILL',
    Tty: false,
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: false,
    HostConfig: {
      AutoRemove: true,
      Init: init,
      // There are no services yet that `internal` could reach.
      NetworkMode: spec.network === 'bridge' ? 'bridge' : 'none',
      CapDrop: ['ALL'],
      CapAdd: [...capabilities[privileges]],
      SecurityOpt: ['no-new-privileges', `seccomp=${seccomp}`],
      ReadonlyRootfs: privileges === 'strict',
      Tmpfs: { ...tmpfs(options) },
      ShmSize: sharedMemoryBytes,
      IpcMode: 'private',
      Memory: limits.memoryBytes,
      MemorySwap: limits.memoryBytes,
      NanoCpus: Math.round(limits.cpus * 1e9),
      PidsLimit: limits.pids,
      Ulimits: [
        { Name: 'nofile', Soft: limits.openFiles, Hard: limits.openFiles },
        { Name: 'core', Soft: 0, Hard: 0 },
        ...(product === 'podman' ? [{ Name: 'nproc', ...podmanProcesses }] : []),
      ],
      LogConfig: { Type: 'none', Config: {} },
      RestartPolicy: { Name: 'no' },
    },
  };
}
