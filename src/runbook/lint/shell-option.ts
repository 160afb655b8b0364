import type { LintedScript } from './finding.ts';
import type { Simple, Word } from './shell/tree.ts';
import { pipelinesOf, placedItems } from './walk.ts';

export type ShellOption = 'errexit' | 'pipefail';

/**
 * Where a step switches an option of the session's shell off and leaves it so: the last such word,
 * or none. The commands of a transcript share the shell.
 */
export function switchedOff(
  scripts: readonly LintedScript[],
  option: ShellOption,
): readonly { readonly script: LintedScript; readonly word: Word }[] {
  let off: { readonly script: LintedScript; readonly word: Word } | undefined;
  for (const script of scripts) {
    for (const command of sessionCommands(script)) {
      const change = changeOf(command, option);
      if (change === undefined) continue;
      off = change.on ? undefined : { script, word: change.word };
    }
  }
  return off === undefined ? [] : [off];
}

/** What the session's own shell does. */
function sessionCommands({ script }: LintedScript): readonly Simple[] {
  return placedItems(script).flatMap(({ item, where }) =>
    where !== 'block' || item.background
      ? []
      : pipelinesOf(item).flatMap(({ commands }) => {
          const [only] = commands;
          return commands.length === 1 && only?.kind === 'simple' ? [only] : [];
        }),
  );
}

/** What `set -e`, `set +eu`, `set -o pipefail` do to an option. */
export function changeOf(
  { words }: Simple,
  option: ShellOption,
): { readonly on: boolean; readonly word: Word } | undefined {
  if (words[0]?.literal !== 'set') return undefined;
  let change: { readonly on: boolean; readonly word: Word } | undefined;
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at];
    const [, sign, letters = ''] = /^([-+])([a-zA-Z]+)$/.exec(word?.literal ?? '') ?? [];
    if (word === undefined || sign === undefined) break;
    const name = letters.endsWith('o') ? words[at + 1]?.literal : undefined;
    if (letters.endsWith('o')) at += 1;
    const isMeant = name === option || (option === 'errexit' && letters.includes('e'));
    if (isMeant) change = { on: sign === '-', word };
  }
  return change;
}
