import type { SandboxRequest } from '../../model/runbook.ts';

/** What decides which walls a sandbox has. */
export type WalledSandbox = Pick<SandboxRequest, 'network' | 'privileges'>;

interface Clue {
  readonly found: RegExp;
  readonly hint: string;
  /** A wall that is not there for a page that asked for more. */
  readonly wall?: (sandbox: WalledSandbox) => boolean;
}

export const noInit =
  'a sandbox has no init system, whatever the image; start the program itself, in a `background` step';
export const noSudo =
  'nobody becomes root in a sandbox, whatever the image; leave it out, and where root is needed ask for `privileges: root` in the front matter, which the configuration must allow';

const noName =
  /name resolution|could not resolve|couldn't resolve|network is unreachable|name or service not known|bad address|nodename nor servname|unknown host/i;

/** What programs say when they meet the walls of the sandbox, and what an author can do about it. */
const clues: readonly Clue[] = [
  {
    found: /booted with systemd|can't operate\. |failed to connect to (?:system )?bus/i,
    hint: noInit,
  },
  { found: /effective uid is not 0|no new privileges/i, hint: noSudo },
  {
    found: noName,
    hint: 'the sandbox has no network (`network: none`); work with local files, or ask for `network: bridge`, which the configuration must allow',
    wall: ({ network }) => network === 'none',
  },
  {
    found: noName,
    hint: 'the sandbox reaches only itself and its `services:`, by the names that the front matter gives them (`network: internal`)',
    wall: ({ network }) => network === 'internal',
  },
  {
    found: /read-only file system/i,
    hint: 'only /work and /tmp can be written; `privileges: root` in the front matter, where the configuration allows it, gives a writable system',
    wall: ({ privileges }) => privileges === 'strict',
  },
  {
    found: /no space left on device/i,
    hint: '/work and /tmp are small; write less, or raise `verify.limits.disk` in the configuration',
  },
  {
    found: /cannot fork|resource temporarily unavailable/i,
    hint: 'the sandbox allows a limited number of processes; start fewer at once',
  },
  {
    found: /cannot allocate memory|out of memory/i,
    hint: 'the memory of the sandbox is limited; use less, or raise `verify.limits.memory` in the configuration',
  },
  {
    found: /permission denied|operation not permitted|must be root|are you root|superuser/i,
    hint: 'steps run as an ordinary user without capabilities; `privileges: root` in the front matter, where the configuration allows it, gives more',
    wall: ({ privileges }) => privileges === 'strict',
  },
];

/** What an author can do about the wall that somebody complains of, where it is one. */
export function hintForWords(complaint: string, sandbox: WalledSandbox): string | undefined {
  return clues.find(({ found, wall }) => found.test(complaint) && (wall?.(sandbox) ?? true))?.hint;
}
