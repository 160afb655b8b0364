import type { Privileges } from '../../model/config.ts';
import type { SandboxSpec } from '../../model/sandbox.ts';
import { defaultPath, sandboxEnvironment, unwantedVariables } from '../environment.ts';
import type { LocalImage } from './image.ts';
import { containerLabels } from './labels.ts';
import { capabilitiesOf, resources, tmpfsOptions } from './resources.ts';

export const workDir = '/work';
export const stateDir = '/run/rutter';

/** Scripts and bookkeeping of the session beside two captured outputs. */
const stateSpareBytes = 4 * 1024 * 1024;

export function stateBytes(outputBytes: number): number {
  return 2 * outputBytes + stateSpareBytes;
}

export function userOf(privileges: Privileges): string {
  return privileges === 'strict' ? '65534:65534' : '0:0';
}

/**
 * The main process: tells the system's name and its own readiness. The first line that it reads is a
 * token, on which it starts a shell that reads on; the token and that shell's status follow on stderr.
 * The shell may be busy, so the main process itself hands on what it reads, and thereby learns of the
 * end of its stdin, which is ours: then it ends, and the sandbox with it. Its output is the image's
 * word. Beside what every POSIX shell has built in it takes what the session needs, too.
 */
const mainScript = `for f in /etc/os-release /usr/lib/os-release; do
  if [ -r "$f" ]; then while IFS= read -r l; do echo "$l"; done <"$f"; break; fi
done
echo rutter-ready
IFS= read -r t || exit
f=${stateDir}/main
if mkfifo "$f"; then
  { cd ${workDir}; sh; echo "$t $?" >&2; } <"$f" &
  exec 3>"$f"; rm -f "$f"; cat >&3 2>/dev/null; exec 3>&-
fi
while read -r l; do :; done`;

export const readyLine = 'rutter-ready';

export interface ContainerOptions {
  readonly spec: SandboxSpec;
  readonly image: LocalImage;
  readonly seccomp: string;
  /** The part that gives it the names of its services; see engine-files.ts. */
  readonly hosts: object;
  readonly init: boolean;
  readonly product: 'docker' | 'podman';
  readonly nowMs: number;
}

/** The writable places. Image volumes become small tmpfs too: a volume would have no limit. */
function tmpfs({ spec, image, product }: ContainerOptions): Readonly<Record<string, string>> {
  const owner = userOf(spec.privileges);
  const place = (bytes: number) => tmpfsOptions({ bytes, owner, product });
  const disk = place(spec.limits.diskBytes);
  return {
    ...Object.fromEntries(image.volumes.map((path) => [path, disk])),
    '/tmp': disk,
    [workDir]: disk,
    [stateDir]: place(stateBytes(spec.limits.outputBytes)),
  };
}

/** The folders that the sandbox's user can write, the session's own left out. */
export function writableOf({ volumes }: LocalImage): readonly string[] {
  return [...new Set([workDir, '/tmp', ...volumes])].filter((path) => path !== stateDir);
}

/**
 * Without `=` a name takes the image's variable away. Podman would take its own service's value.
 * @throws SandboxError for an environment that no sandbox gets.
 */
function environment({ spec, image, product }: ContainerOptions): readonly string[] {
  const own = {
    ...(image.variables.includes('PATH') ? {} : { PATH: defaultPath }),
    ...sandboxEnvironment(spec.env),
  };
  return [
    ...unwantedVariables(image.variables).map((name) => (product === 'docker' ? name : `${name}=`)),
    ...Object.entries(own).map(([key, value]) => `${key}=${value}`),
  ];
}

/**
 * The request to create a sandbox's container. `root` and `packages` have a writable root file system
 * (`useradd` writes /etc and /home, a package manager everywhere), which is gone with the container
 * but which the engine cannot bound in size.
 * @throws SandboxError for an environment that no sandbox gets.
 */
export function containerRequest(options: ContainerOptions): object {
  const { spec, image, nowMs } = options;
  const { limits, privileges } = spec;
  return {
    Image: image.id,
    Hostname: 'sandbox',
    Entrypoint: ['/bin/sh', '-c', mainScript],
    Cmd: [],
    User: userOf(privileges),
    // An engine would make another folder in the image, with a mode that the tmpfs then takes.
    WorkingDir: '/',
    Env: environment(options),
    Labels: containerLabels(spec.label, nowMs + spec.lifetimeMs),
    ...(image.hasHealthcheck ? { Healthcheck: { Test: ['NONE'] } } : {}),
    StopSignal: 'SIGKILL',
    Tty: false,
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: {
      ...resources({ ...options, limits, capabilities: capabilitiesOf(privileges) }),
      // `internal` is loopback, which the services share.
      NetworkMode: spec.network === 'bridge' ? 'bridge' : 'none',
      ...options.hosts,
      ReadonlyRootfs: privileges === 'strict',
      Tmpfs: tmpfs(options),
    },
  };
}
