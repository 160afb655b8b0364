import type { CommandResult } from '../model/report.ts';
import type { Command, SandboxRequest } from '../model/runbook.ts';
import { visible } from './captured.ts';

export interface FailedCommand {
  readonly command: Command;
  readonly result: CommandResult;
  readonly exitCode: number | undefined;
  readonly ground: string;
  /** What the sandbox was to be. */
  readonly sandbox: Pick<SandboxRequest, 'network' | 'privileges'>;
}

interface Clue {
  readonly found: RegExp;
  readonly hint: string;
  /** A wall that is not there for a page that asked for more. */
  readonly wall?: (sandbox: FailedCommand['sandbox']) => boolean;
}

/** What programs say when they meet the walls of the sandbox, and what an author can do about it. */
const clues: readonly Clue[] = [
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
  const { command, result, exitCode, ground, sandbox } = failed;
  if (exitCode === 0) return 'it was expected to fail; leave out the status if it should succeed';
  if (exitCode === 127) {
    const name = missingCommand(result.stderr);
    return name === undefined
      ? `${ground} has no such command; name another image in the front matter`
      : `${ground} has no \`${visible(name)}\`; name another image in the front matter`;
  }
  if (exitCode === 126)
    return 'the file cannot be executed; make it so with `chmod +x`, or call it with `sh`';
  if (exitCode === 124 && /\btimeout\b/.test(command.script))
    return '`timeout` stopped the command';
  if (exitCode === 137) return 'it was killed (SIGKILL); it may have used too much memory';
  return clues.find(({ found, wall }) => found.test(result.stderr) && (wall?.(sandbox) ?? true))
    ?.hint;
}

/** `foo` in `sh: 1: foo: not found` and `bash: line 1: foo: command not found`. */
function missingCommand(stderr: string): string | undefined {
  return /([^\s:]{1,100}): (?:command )?not found/.exec(stderr)?.[1];
}
