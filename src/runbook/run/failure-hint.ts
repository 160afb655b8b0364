import type { CommandResult } from '../../model/report.ts';
import type { Command, SandboxRequest } from '../../model/runbook.ts';
import type { Ground } from '../../model/sandbox.ts';
import { visible } from './captured.ts';
import type { Neighbour } from './neighbour.ts';

export interface FailedCommand {
  readonly command: Command;
  readonly result: CommandResult;
  readonly exitCode: number | undefined;
  readonly ground: Pick<Ground, 'name' | 'image'>;
  /** What the sandbox was to be. */
  readonly sandbox: Pick<SandboxRequest, 'network' | 'privileges' | 'services'>;
  /** The background steps. */
  readonly neighbours: readonly Neighbour[];
}

interface Clue {
  readonly found: RegExp;
  readonly hint: string;
  /** A wall that is not there for a page that asked for more. */
  readonly wall?: (sandbox: FailedCommand['sandbox']) => boolean;
}

const noInit =
  'a sandbox has no init system, whatever the image; start the program itself, in a `background` step';
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

/** What an author can do about a command that ended with the wrong status, where we can tell. */
export function hintFor(failed: FailedCommand): string | undefined {
  const { command, result, exitCode, sandbox, neighbours } = failed;
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
  if (refused.test(result.stderr)) return hintForRefused({ sandbox, neighbours });
  return hintForWords(result.stderr, sandbox);
}

/** What an author can do about the wall that somebody complains of, where it is one. */
export function hintForWords(
  complaint: string,
  sandbox: FailedCommand['sandbox'],
): string | undefined {
  return clues.find(({ found, wall }) => found.test(complaint) && (wall?.(sandbox) ?? true))?.hint;
}

/** What programs say when nobody listens where they knock. */
const refused = /connection refused|ECONNREFUSED|failed to connect to|couldn't connect to server/i;

/** Who was to answer, as far as we can tell. */
function hintForRefused({
  sandbox,
  neighbours,
}: Pick<FailedCommand, 'sandbox' | 'neighbours'>): string {
  for (const { id, state } of neighbours) {
    if (typeof state === 'object') {
      return `step \`${id}\`, which was to run in the background, had exited with ${state.endedWith}`;
    }
    if (state === 'stopped') return `step \`${id}\` was stopped before; start another one`;
  }
  const early = neighbours.find(({ hasReady }) => !hasReady);
  if (early !== undefined) {
    return `step \`${early.id}\` may not have been ready yet; let it say when it is, with \`ready=tcp:…\``;
  }
  const waiting = sandbox.services.find(({ ready }) => ready === undefined);
  if (waiting !== undefined) {
    return `the service \`${waiting.name}\` may not have been ready yet; say when it is, with \`ready: tcp:…\` under \`services:\``;
  }
  return sandbox.services.length === 0
    ? 'nobody listens there; a server that a page needs is a `background` step before this one, or one of its `services:`'
    : 'nobody listens there; look at the port, and at what the services have written';
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

/**
 * `foo` in `sh: 1: foo: not found`, `bash: line 1: foo: command not found`, and in what shells and
 * `env` say of the path of an interpreter.
 */
function missingCommand(stderr: string): string | undefined {
  const found =
    /([^\s:]{1,100}): (?:command )?not found/.exec(stderr) ??
    /^(?:\S{0,100}\/)?env: (?:can't execute )?['‘"]?([^\s:'’"]{1,100})['’"]?: No such file/m.exec(
      stderr,
    ) ??
    /^(?:bash|sh): (?:line )?(?:\d{1,6}: )?([^\s:]{1,100}): No such file or directory$/m.exec(
      stderr,
    );
  return found?.[1];
}
