import type { Limits, Privileges } from '../../model/config.ts';

const mebibyte = 1024 * 1024;
const sharedMemoryBytes = 16 * mebibyte;

/**
 * Podman raises a limit that is not named to the most there is, which a service without the right to
 * do so cannot. It counts a user's processes on the whole machine; the sandbox's own are `PidsLimit`.
 */
const podmanProcesses = { Soft: 4096, Hard: 4096 };

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

export function capabilitiesOf(privileges: Privileges): readonly string[] {
  return capabilities[privileges];
}

/** An empty file system of bounded size. `owner` is `uid:gid` as numbers, or undefined for root. */
export function tmpfsOptions(options: {
  readonly bytes: number;
  readonly owner: string | undefined;
  readonly product: 'docker' | 'podman';
}): string {
  const { bytes, owner = '0:0', product } = options;
  const [uid, gid] = owner.split(':');
  // Where the image has a folder of that name, runc gives the tmpfs its mode; being its owner, our
  // user can still write in it.
  const whose = product === 'docker' ? `,uid=${uid},gid=${gid}` : ',U';
  return `rw,exec,nosuid,nodev,mode=1777,size=${bytes}${whose}`;
}

export interface ResourceOptions {
  readonly limits: Limits;
  readonly capabilities: readonly string[];
  /** Where or what the seccomp profile is, as the engine wants it. */
  readonly seccomp: string;
  readonly init: boolean;
  readonly product: 'docker' | 'podman';
}

/** What every container of ours has alike: its limits, and the walls that are not its root. */
export function resources(options: ResourceOptions): object {
  const { limits, seccomp, init, product } = options;
  return {
    AutoRemove: true,
    Init: init,
    CapDrop: ['ALL'],
    CapAdd: options.capabilities,
    SecurityOpt: ['no-new-privileges', `seccomp=${seccomp}`],
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
  };
}
