import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seccompProfile } from '../seccomp/profile.ts';
import { privateName, type Watchdog } from '../watchdog/start.ts';
import type { Connection } from './connect.ts';

/** What containers of one engine are given that is no plain value of a request. */
export interface EngineFiles {
  /** The value of the security option `seccomp`. */
  readonly seccomp: string;
  /** The part of a request's HostConfig that gives the names of services to a container. */
  hosts(names: readonly string[], kind: 'sandbox' | 'service'): object;
  remove(): void;
}

/**
 * Docker takes everything itself, and what shares a network shares its names. Podman takes the
 * profile as the path of a file that its service reads, would write the host's own names into
 * /etc/hosts, and shares them only in networks that lead somewhere: it gets files in a private folder,
 * which a service on another machine does not see and then says so.
 */
export function engineFiles({ product }: Connection, watchdog: Watchdog): EngineFiles {
  if (product === 'docker') {
    return {
      seccomp: seccompProfile(),
      hosts: (names, kind) =>
        kind === 'sandbox' ? { ExtraHosts: names.map((name) => `${name}:127.0.0.1`) } : {},
      remove: () => {},
    };
  }
  const folder = join(tmpdir(), privateName('files'));
  const watch = watchdog.watch({ kind: 'folder', path: folder });
  mkdirSync(folder, { mode: 0o700 });
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o644 });
    return path;
  };
  const known = new Map<string, string>();
  return {
    seccomp: write('profile.json', seccompProfile()),
    hosts(names) {
      const text = hostsText(names);
      const path = known.get(text) ?? write(`hosts-${known.size}`, text);
      known.set(text, path);
      // `z`: on a machine with SELinux a container may read only what is labelled for it.
      return { Binds: [`${path}:/etc/hosts:ro,z`] };
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
      watch.done();
    },
  };
}

function hostsText(names: readonly string[]): string {
  const local = '127.0.0.1 localhost sandbox\n::1 localhost ip6-localhost ip6-loopback\n';
  return `${local}${names.map((name) => `127.0.0.1 ${name}\n`).join('')}`;
}
