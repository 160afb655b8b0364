import type { CommandResult } from '../../model/report.ts';
import type { Command, SandboxRequest } from '../../model/runbook.ts';
import type { Ground } from '../../model/sandbox.ts';
import { visible } from './captured.ts';
import type { Neighbour } from './neighbour.ts';
import { hintForWords, noInit, noSudo, type WalledSandbox } from './wall-hint.ts';

export interface FailedCommand {
  readonly command: Command;
  readonly result: CommandResult;
  readonly exitCode: number | undefined;
  readonly ground: Pick<Ground, 'name' | 'image'>;
  /** What the sandbox was to be. */
  readonly sandbox: WalledSandbox & Pick<SandboxRequest, 'services'>;
  /** The background steps. */
  readonly neighbours: readonly Neighbour[];
}

/** Commands that no image helps to. */
const hopeless: Readonly<Record<string, string>> = {
  sudo: noSudo,
  doas: noSudo,
  systemctl: noInit,
  journalctl: noInit,
  service: noInit,
};

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

/** What programs say when nobody listens where they knock. */
const refused =
  /connection refused|ECONNREFUSED|failed to connect to (?!(?:system )?bus)|couldn't connect to server/i;

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
  if (name === '$') return 'a prompt is no part of a command: leave out each `$ `';
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
