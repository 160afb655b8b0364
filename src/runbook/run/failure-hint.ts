import type { CommandResult } from '../../model/report.ts';
import type { Command, SandboxRequest } from '../../model/runbook.ts';
import type { Ground } from '../../model/sandbox.ts';
import { visible } from './captured.ts';

export interface FailedCommand {
  readonly command: Command;
  readonly result: CommandResult;
  readonly exitCode: number | undefined;
  readonly ground: Pick<Ground, 'name' | 'image'>;
  /** What the sandbox was to be. */
  readonly sandbox: Pick<SandboxRequest, 'network' | 'privileges'>;
}

interface Clue {
  readonly found: RegExp;
  readonly hint: string;
  /** A wall that is not there for a page that asked for more. */
  readonly wall?: (sandbox: FailedCommand['sandbox']) => boolean;
}

const noInit =
  'a sandbox has no init system, whatever the image; start the program itself, in the background';
const noSudo =
  'nobody becomes root in a sandbox, whatever the image; leave it out, and where root is needed ask for `privileges: root` in the front matter, which the configuration must allow';

/** Commands that no image helps to. */
const hopeless: Readonly<Record<string, string>> = {
  sudo: noSudo,
  doas: noSudo,
  systemctl: noInit,
  journalctl: noInit,
  service: noInit,
};

/** What programs say when they meet the walls of the sandbox, and what an author can do about it. */
const clues: readonly Clue[] = [
  {
    found: /booted with systemd|can't operate\. |failed to connect to (?:system )?bus/i,
    hint: noInit,
  },
  { found: /effective uid is not 0|no new privileges/i, hint: noSudo },
  {
    found:
      /name resolution|could not resolve|couldn't resolve|network is unreachable|name or service not known|bad address|nodename nor servname|unknown host/i,
    hint: 'the sandbox has no network (`network: none`); work with local files, or ask for `network: bridge`, which the configuration must allow',
    wall: ({ network }) => network === 'none',
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

/** What an author can do about a command that ended with the wrong status, where we can tell. */
export function hintFor(failed: FailedCommand): string | undefined {
  const { command, result, exitCode, sandbox } = failed;
  if (exitCode === 0) return 'it was expected to fail; leave out the status if it should succeed';
  if (exitCode === 127) return hintForMissing(missingCommand(result.stderr), failed.ground);
  if (exitCode === 100 && /\bapt(?:-get)?\b/.test(command.script)) {
    const hint = hintForPackages(sandbox);
    if (hint !== undefined) return hint;
  }
  if (exitCode === 126)
    return 'the file cannot be executed; make it so with `chmod +x`, or call it with `sh`';
  if (exitCode === 124 && /\btimeout\b/.test(command.script))
    return '`timeout` stopped the command';
  if (exitCode === 137) return 'it was killed (SIGKILL); it may have used too much memory';
  if (exitCode === 141)
    return 'SIGPIPE ended a command whose reader, such as `head` or `grep -q`, had read enough; with `pipefail` that counts: let it read to the end (`sed -n 1,5p`), or write `exit=141`';
  return clues.find(({ found, wall }) => found.test(result.stderr) && (wall?.(sandbox) ?? true))
    ?.hint;
}

function hintForMissing(name: string | undefined, ground: FailedCommand['ground']): string {
  if (name !== undefined && Object.hasOwn(hopeless, name)) return hopeless[name] ?? '';
  const what = name === undefined ? 'no such command' : `no \`${visible(name)}\``;
  return ground.image === undefined
    ? `${ground.name} has ${what}; install it on this machine, or name an image in the front matter`
    : `${ground.name} has ${what}; name another image in the front matter`;
}

/** What `apt-get` lacks to fetch and install packages. */
function hintForPackages({ network, privileges }: FailedCommand['sandbox']): string | undefined {
  const missing = [
    ...(privileges === 'strict' ? ['`privileges: packages`'] : []),
    ...(network === 'none' ? ['`network: bridge`'] : []),
  ];
  return missing.length === 0
    ? undefined
    : `packages need ${missing.join(' and ')} in the front matter, which the configuration must allow; better, name an image that has them`;
}

/** `foo` in `sh: 1: foo: not found` and `bash: line 1: foo: command not found`. */
function missingCommand(stderr: string): string | undefined {
  return /([^\s:]{1,100}): (?:command )?not found/.exec(stderr)?.[1];
}
