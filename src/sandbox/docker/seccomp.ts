import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seccompProfile } from '../seccomp/profile.ts';
import { privateName, type Watchdog } from '../watchdog/start.ts';
import type { Connection } from './connect.ts';

/** The value of the security option `seccomp`, for one engine. */
export interface SeccompOption {
  readonly value: string;
  remove(): void;
}

/**
 * Docker takes the profile itself. Podman takes the path of a file, read by its service: it gets one
 * in a private folder, which a service on another machine does not see and then says so.
 */
export function seccompOption({ product }: Connection, watchdog: Watchdog): SeccompOption {
  if (product === 'docker') return { value: seccompProfile(), remove: () => {} };
  const folder = join(tmpdir(), privateName('seccomp'));
  const watch = watchdog.watch({ kind: 'folder', path: folder });
  mkdirSync(folder, { mode: 0o700 });
  const value = join(folder, 'profile.json');
  writeFileSync(value, seccompProfile(), { mode: 0o600 });
  return {
    value,
    remove() {
      rmSync(folder, { recursive: true, force: true });
      watch.done();
    },
  };
}
