import type { SeenCommand, WrittenWord } from '../lint/shell/seen.ts';
import type { Stretch } from '../lint/shell/tree.ts';

/** A text that a command gives to a shell, which reads it as this one has read the whole. */
export interface Handed extends Stretch {
  /** A shell of this machine, which has the variables of this one; or one that knows nothing of them. */
  readonly shell: 'here' | 'elsewhere';
  /** The text of the script, where this shell changes nothing of it, and its own offset. */
  readonly script?: { readonly text: string; readonly start: number; readonly isWord: boolean };
}

const shells = /^(?:ba|da|a|k|z)?sh$/;
/** What begins an environment of its own. */
const apart =
  /^(?:ssh|sudo|doas|docker|podman|nerdctl|kubectl|oc|lxc|incus|systemd-run|machinectl|vagrant)$/;
/** What may stand before `ssh`. */
const before = /^(?:sudo|timeout|time|env|nohup|exec|command|sshpass|-.*|\d+[a-z]?|\w+=.*)$/;
/** Options of ssh with a word of their own: ssh(1). */
const sshOption = /^-[BbcDEeFIiJLlmOoPpQRSWw]$/;

/**
 * What of a command is read as the text of a script once more: by `sh -c`, `su -c`, `eval`, `trap`,
 * `watch`, a remote shell, or one that reads a here-document.
 */
export function handedBy(command: SeenCommand, text: string): readonly Handed[] {
  const { words } = command;
  const names = words.map(({ literal = '' }) => literal.replace(/^.*\//, ''));
  const word = (at: number, shell: Handed['shell']): readonly Handed[] =>
    words[at] === undefined ? [] : [handedWord(words[at], text, shell)];

  switch (names[0]) {
    case 'eval':
      return joined(words.slice(1), text, 'here');
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
    return [...joined(rest, text, 'elsewhere'), ...input(command, 'elsewhere')];
  }
  const user = names.findIndex((name) => name === 'su' || name === 'runuser');
  if (user !== -1) {
    const rest = names.slice(user + 1);
    const isLogin = rest.some((name) => /^-(?:$|[a-z]*l|-login$)/.test(name));
    const shell = isLogin || isApart(names.slice(0, user)) ? 'elsewhere' : 'here';
    const option = rest.findIndex((name) => /^-(?:[a-z]*c|-command)$/.test(name));
    return option === -1 ? input(command, shell) : word(user + option + 2, shell);
  }
  const at = names.findIndex((name) => shells.test(name));
  if (at === -1) return [];
  const shell = isApart(names.slice(0, at)) ? 'elsewhere' : 'here';
  const option = names.findIndex((name, index) => index > at && /^-[a-z]*c$/.test(name));
  if (option !== -1) return word(option + 1, shell);
  const isInput = names.slice(at + 1).every((name) => /^-/.test(name));
  return isInput ? input(command, shell) : [];
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

function input({ heredocs }: SeenCommand, shell: Handed['shell']): readonly Handed[] {
  return heredocs.slice(-1).map(({ start, body, quoted }) => {
    const stretch = { start, end: start + body.length, shell };
    return quoted ? { ...stretch, script: { text: body, start, isWord: false } } : stretch;
  });
}
