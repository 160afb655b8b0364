import { mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxError, type SandboxSpec } from '../../model/sandbox.ts';
import { textOf } from '../process-text.ts';
import { privateName } from '../watchdog/start.ts';
import type { GroupVersion } from './group.ts';
import { type NamespaceOptions, startNamespaces } from './sandbox.ts';

const mebibyte = 1024 * 1024;

const spec: SandboxSpec = {
  network: 'none',
  privileges: 'strict',
  limits: {
    ...{ memoryBytes: 256 * mebibyte, cpus: 1, pids: 64, openFiles: 256 },
    ...{ outputBytes: mebibyte, diskBytes: 4 * mebibyte },
  },
  env: {},
  lifetimeMs: 60_000,
  label: 'self-test',
};

const namespaces = ['user', 'pid', 'net', 'mnt', 'ipc', 'uts'];

/** Prints one finding a line, `WALL WHAT`, for everything that should not be so. */
function script(secret: string): string {
  return `bad() { echo "$*"; }
for f in '${secret}' /home /root /var /run/docker.sock /var/run/docker.sock /etc/shadow; do
  if [ -e "$f" ]; then bad files "$f can be seen"; fi
done
for f in /usr /usr/bin /etc /dev / /run /run/rutter-pipes; do
  if ( : >"$f/rutter-self-test" ) 2>/dev/null; then bad read-only "$f can be written"; fi
done
for d in /tmp /work /run/rutter; do
  if ! ( : >"$d/rutter-self-test" ) 2>/dev/null; then bad writable "$d cannot be written"; fi
done
if ( echo x >/proc/sys/kernel/domainname ) 2>/dev/null; then bad kernel '/proc/sys can be written'; fi
while read -r key value; do
  case $key in
    CapInh:|CapPrm:|CapEff:|CapBnd:|CapAmb:)
      case $value in *[!0]*) bad capabilities "$key $value" ;; esac ;;
    NoNewPrivs:) [ "$value" = 1 ] || bad no-new-privileges "$value" ;;
    Seccomp:) [ "$value" = 2 ] || bad seccomp "mode $value" ;;
    Uid:|Gid:) case $value in 65534*) ;; *) bad user "$key $value" ;; esac ;;
  esac
done </proc/self/status
while read -r name rest; do
  case $name in Inter-*|face*|lo:*) ;; *) bad network "interface $name" ;; esac
done </proc/net/dev
while read -r name value; do
  case $name in
    RUTTER_*) bad environment "$name is passed on" ;;
  esac
done <<EOF
$(env)
EOF
if unshare -U true 2>/dev/null; then bad namespaces 'another user namespace can be made'; fi
for fd in /proc/self/fd/*; do
  case \${fd##*/}:$(readlink "$fd") in
    [012]:*|*:/proc/*|*:/dev/null|*:) ;;
    *) bad descriptors "$fd is $(readlink "$fd")" ;;
  esac
done
for n in ${namespaces.join(' ')}; do echo "ns $n $(readlink "/proc/self/ns/$n")"; done
echo end`;
}

export interface Findings {
  /** What does not hold, each as `WALL: WHAT`. */
  readonly broken: readonly string[];
  readonly group: GroupVersion | undefined;
}

/**
 * Starts a sandbox and tries its walls from inside.
 * @throws SandboxError when no sandbox can be started at all
 */
export async function testWalls(options: Omit<NamespaceOptions, 'spec'>): Promise<Findings> {
  const folder = join(tmpdir(), privateName('secret'));
  const secret = join(folder, 'secret');
  const watch = options.watchdog.watch({ kind: 'folder', path: folder });
  // Readable for all: only the walls may hide it.
  mkdirSync(folder, { mode: 0o755 });
  writeFileSync(secret, 'secret\n', { mode: 0o644 });
  try {
    const sandbox = await startNamespaces({ ...options, spec });
    try {
      const lines = (await textOf(sandbox.spawn, ['sh', '-c', script(secret)])).split('\n');
      if (!lines.includes('end')) throw new SandboxError('its self-test did not come to its end');
      const broken = lines
        .map((line) => line.split(' '))
        .filter(([wall]) => wall !== '' && wall !== 'end')
        .filter(([wall, name, own]) => {
          return wall !== 'ns' || own === readlinkSync(`/proc/self/ns/${name}`);
        })
        .map(([wall, ...what]) => {
          return wall === 'ns'
            ? `namespaces: ${what[0]} is the host's`
            : `${wall}: ${what.join(' ')}`;
        });
      return { broken, group: sandbox.group };
    } finally {
      await sandbox.remove();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    watch.done();
  }
}
