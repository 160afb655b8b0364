import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, test } from 'vitest';

/** Something a test needs that a laptop may not have. */
export interface Requirement {
  readonly name: string;
  /** Why it is missing, or undefined when it is there. */
  readonly missing: string | undefined;
}

function answers(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

function requirement(name: string, reason: string, present: () => boolean): () => Requirement {
  let known: Requirement | undefined;
  return () => {
    known ??= { name, missing: present() ? undefined : reason };
    return known;
  };
}

export const docker = requirement(
  'docker',
  'no Docker engine with the images debian:12 and busybox:1 answers (scripts/images docker)',
  () => answers('docker', ['image', 'inspect', 'debian:12', 'busybox:1']),
);

export const podmanSocket = process.env.RUTTER_TEST_PODMAN ?? '/run/podman/podman.sock';
export const podman = requirement('podman', `no Podman service at ${podmanSocket}`, () =>
  existsSync(podmanSocket),
);

export const bubblewrap = requirement(
  'bubblewrap',
  'bwrap is not installed or may not run here',
  () => answers('bwrap', ['--ro-bind', '/', '/', '--unshare-all', 'true']),
);

export const chromiumPath =
  process.env.RUTTER_TEST_CHROMIUM ??
  ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'].find(existsSync);
export const chromium = requirement(
  'chromium',
  'no Chromium is installed',
  () => chromiumPath !== undefined,
);

export const java = requirement('java', 'no Java runs (the package default-jre-headless)', () =>
  answers('java', ['-version']),
);

export const pseudoTerminal = requirement(
  'script',
  'there is no `script` of util-linux, which gives a program a terminal',
  () => answers('script', ['-qec', 'true', '/dev/null']),
);

/**
 * `describe` for tests that need something: without it they are skipped with the reason in their
 * title, or fail where `CI` is set.
 */
export function describeWith(needs: Requirement, title: string, body: () => void): void {
  if (needs.missing === undefined) describe(title, body);
  else if (process.env.CI) {
    describe(title, () => {
      test('has what it needs', () => {
        throw new Error(`${needs.name} is required in CI: ${needs.missing}`);
      });
    });
  } else describe.skip(`${title} (skipped: ${needs.missing})`, body);
}
