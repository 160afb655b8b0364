import type { Seen, SeenCommand, WrittenWord } from '../lint/shell/seen.ts';
import type { Stretch } from '../lint/shell/tree.ts';

/** A text that a command gives to a shell, which reads it as this one has read the whole. */
export interface Handed extends Stretch {
  /** A shell of this machine, which has the variables of this one; or one that knows nothing of them. */
  readonly shell: 'here' | 'elsewhere';
  /** The text of the script, where this shell changes nothing of it, and its own offset. */
  readonly script?: { readonly text: string; readonly start: number; readonly isWord: boolean };
  /** What the command itself gives that shell another value, or takes from it: `env NAME=… sh -c`. */
  readonly others?: readonly string[];
}

const shells = /^(?:ba|da|a|k|z)?sh$/;
/** What begins an environment of its own. */
const apart =
  /^(?:ssh|sudo|doas|docker|podman|nerdctl|kubectl|oc|lxc|incus|systemd-run|machinectl|vagrant)$/;
/** What starts the command that its words are. Of what others do with a word that is called as a shell nothing is known. */
const starts =
  /^(?:command|builtin|exec|env|nohup|nice|ionice|time|timeout|stdbuf|setsid|chroot|nsenter|unshare|flock|busybox|chronic|xargs|.*=.*)$/;
/** Commands whose words are no commands. */
const startsNothing =
  /^(?:echo|printf|test|\[|[ef]?grep|logger|which|type|whereis|man|p?kill|pgrep|user(?:add|mod)|adduser|chsh)$/;
/** What may stand before `ssh`. */
const before = /^(?:sudo|timeout|time|env|nohup|exec|command|sshpass|-.*|\d+[a-z]?|\w+=.*)$/;
/** Options of ssh with a word of their own: ssh(1). */
const sshOption = /^-[BbcDEeFIiJLlmOoPpQRSWw]$/;

/**
 * What of a command is read as the text of a script once more: by `sh -c`, `su -c`, `eval`, `trap`,
 * `watch`, a remote shell, or one that reads a here-document.
 */
export function handedBy(command: SeenCommand, text: string, seen: Seen): readonly Handed[] {
  const skipped = command.words.findIndex(
    ({ literal = '' }) => !/^(?:command|builtin)$/.test(literal),
  );
  const words = command.words.slice(Math.max(0, skipped));
  const names = words.map((one) => nameOf(one, text));
  const input = (shell: Handed['shell']): readonly Handed[] =>
    inputOf(command, { text, shell, seen });
  const word = (at: number, shell: Handed['shell']): readonly Handed[] =>
    words[at] === undefined ? [] : [handedWord(words[at], text, shell)];

  switch (names[0]) {
    case 'eval':
      return joined(words.slice(1), text, 'here');
    case '.':
    case 'source':
      if (/^\/dev\/(?:stdin|fd\/0)$/.test(words[1]?.literal ?? '')) return input('here');
      return words.slice(1, 2).flatMap((one) => substituted(one, text));
    case 'at':
    case 'batch':
      return input('here');
    case 'parallel':
      return joined(words.slice(1), text, 'here');
    case 'script':
    case 'flock': {
      const option = names.findIndex((name) => /^-(?:[a-z]*c|-command)$/.test(name));
      if (option !== -1) return word(option + 1, 'here');
      break;
    }
    case 'trap':
      return words.length > 2 ? word(1, 'here') : [];
    case 'watch': {
      const first = names.findIndex((name, at) => at > 0 && !/^(?:-.*|[\d.]+)$/.test(name));
      return first === -1 ? [] : joined(words.slice(first), text, 'here');
    }
  }
  const remote = names.indexOf('ssh');
  if (remote !== -1 && names.slice(0, remote).every((name) => before.test(name))) {
    let host = remote + 1;
    while (names[host]?.startsWith('-')) host += sshOption.test(names[host] ?? '') ? 2 : 1;
    const rest = words.slice(host + 1);
    const hasShell = rest.some((one) => /(?:^|[\s/])(?:ba|da|a|k|z)?sh\b/.test(one.literal ?? ''));
    const isRead = rest.length === 0 || hasShell || command.heredocs.length > 0;
    return [...joined(rest, text, 'elsewhere'), ...(isRead ? input('elsewhere') : [])];
  }
  const user = names.findIndex((name) => name === 'su' || name === 'runuser');
  if (user !== -1) {
    const rest = names.slice(user + 1);
    const isLogin = rest.some((name) => /^-(?:$|[a-z]*l|-login$)/.test(name));
    const shell = isLogin || isApart(names.slice(0, user)) ? 'elsewhere' : 'here';
    const option = rest.findIndex((name) => /^-(?:[a-z]*c|-command)$/.test(name));
    return option === -1 ? input(shell) : word(user + option + 2, shell);
  }
  if (startsNothing.test(names[0] ?? '')) return [];
  const at = names.findIndex((name) => shells.test(name));
  if (at === -1) return [];
  const shell = isApart(names.slice(0, at)) ? 'elsewhere' : 'here';
  const option = names.findIndex((name, index) => index > at && /^-[a-z]*c$/.test(name));
  const others = othersOf(names.slice(0, at));
  if (option !== -1) return word(option + 1, shell).map((one) => ({ ...one, others }));
  const rest = names.slice(at + 1);
  const isStarted = at === 0 || starts.test(names[0] ?? '') || isApart(names.slice(0, at));
  if (rest.every((name) => /^-/.test(name)) || rest.includes('-s')) {
    return isStarted ? input(shell).map((one) => ({ ...one, others })) : [];
  }
  return words.slice(at + 1).flatMap((one) => substituted(one, text));
}

function nameOf(word: WrittenWord, text: string): string {
  if (word.literal !== undefined) return word.literal.replace(/^.*\//, '');
  return /^"?\$\{?(?:BASH|SHELL)\}?"?$/.test(text.slice(word.start, word.end)) ? 'sh' : '';
}

/** The names of variables that `env` sets or takes away. */
function othersOf(names: readonly string[]): readonly string[] {
  return names.flatMap((name, at) => {
    const [, own] = /^(?:--unset=)?([A-Za-z_]\w*)(?:=|$)/.exec(name) ?? [];
    const isMeant = name.includes('=') || /^(?:-u|--unset)$/.test(names[at - 1] ?? '');
    return own !== undefined && isMeant ? [own] : [];
  });
}

/** `<(…)`, which is read as a file is. */
function substituted({ start, end }: WrittenWord, text: string): readonly Handed[] {
  return text.startsWith('<(', start) ? [{ start, end, shell: 'here' }] : [];
}

function isApart(names: readonly string[]): boolean {
  const clears = names.includes('env') && names.some((name) => /^-(?:i|-ignore-env)/.test(name));
  return clears || names.some((name) => apart.test(name));
}

/** Words that are put together with blanks; only one alone is a script of its own. */
function joined(
  words: readonly WrittenWord[],
  text: string,
  shell: Handed['shell'],
): readonly Handed[] {
  const [only] = words;
  if (words.length === 1 && only !== undefined) return [handedWord(only, text, shell)];
  return words.map(({ start, end }) => ({ start, end, shell }));
}

function handedWord({ start, end }: WrittenWord, text: string, shell: Handed['shell']): Handed {
  const written = text.slice(start, end);
  if (!/^'[^']*'$/.test(written)) return { start, end, shell };
  return {
    start,
    end,
    shell,
    script: { text: written.slice(1, -1), start: start + 1, isWord: true },
  };
}

interface Reader {
  readonly text: string;
  readonly shell: Handed['shell'];
  readonly seen: Seen;
}

/** What a command reads: its last here-document or `<<<`, or what comes by a pipe. */
function inputOf(
  { heredocs, strings, piped }: SeenCommand,
  { text, shell, seen }: Reader,
): readonly Handed[] {
  const own = [
    ...heredocs.slice(-1).map(({ start, body, quoted }): Handed => {
      const stretch = { start, end: start + body.length, shell };
      return quoted ? { ...stretch, script: { text: body, start, isWord: false } } : stretch;
    }),
    ...strings.slice(-1).map((one) => handedWord(one, text, shell)),
  ];
  if (own.length > 0 || piped === undefined) return own;
  const before = seen.commands.slice(piped.from, piped.to);
  return [
    { start: piped.start, end: piped.end, shell },
    ...before.flatMap(({ heredocs }) =>
      heredocs.map(({ start, body }) => ({ start, end: start + body.length, shell })),
    ),
  ];
}
