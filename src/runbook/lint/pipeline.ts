import type { Finding, LintedScript, Rule } from './finding.ts';
import { alwaysSucceeds, isPlainAnswer } from './known-commands.ts';
import { parseShell } from './shell/parse.ts';
import type { Command, Simple, Word } from './shell/tree.ts';
import { switchedOff } from './shell-option.ts';
import { nameOf, pipelinesOf, placedItems } from './walk.ts';

/** `weak-pipeline`: a part that fails, and whose status nobody gets to see. */
export const pipeline: Rule = ({ scripts }) => [
  ...switchedOff(scripts, 'pipefail').map(
    ({ script, word }): Finding => ({
      code: 'weak-pipeline',
      span: script.spanOf(word),
      message: 'from here on only the last part of a pipeline can fail a step',
      hint: 'switch it on again in the same block with `set -o pipefail`',
    }),
  ),
  ...scripts.flatMap((one) =>
    commandsOf(one).flatMap((command) => [
      ...lostSubstitutions(command, one),
      ...hiddenInShell(command, one),
    ]),
  ),
];

function commandsOf({ script }: LintedScript): readonly Simple[] {
  return placedItems(script).flatMap(({ item }) =>
    pipelinesOf(item).flatMap(({ commands }) =>
      commands.filter((command) => command.kind === 'simple'),
    ),
  );
}

/** Builtins that succeed whatever stands in their arguments. */
const declaring = new Set(['export', 'local', 'declare', 'typeset', 'readonly']);
const printing = new Set(['echo', 'printf']);

/** `export x=$(false)`, `echo "$(false)"`, `x=$(false) command`. */
function lostSubstitutions(command: Simple, script: LintedScript): readonly Finding[] {
  const name = nameOf(command) ?? '';
  // Where the output is compared, what is missing in it is seen.
  const isLost = declaring.has(name) || (printing.has(name) && !script.isOutputCompared);
  const words = isLost ? command.words : command.words.length > 0 ? [] : command.assignments;
  const found = words.flatMap((word) => word.substitutions).filter(canFail);
  // Of a plain assignment the status is that of its last substitution.
  const lost = isLost ? found : found.slice(0, -1);
  return lost.map((one) => ({
    code: 'weak-pipeline',
    span: script.spanOf(one),
    message: isLost
      ? `\`${name}\` succeeds even where this command fails`
      : 'only the last command in an assignment can fail it',
    hint: 'give it to a variable first, `x=$(…)`, on a line of its own',
  }));
}

function canFail({ kind, script }: Word['substitutions'][number]): boolean {
  return kind === 'command' && (script === undefined || !isPlainAnswer(script));
}

const shells = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);
/** What goes on whatever comes, or nothing, through the pipe. */
const swallowing = new Set([
  'tee',
  'cat',
  'head',
  'tail',
  'sort',
  'uniq',
  'sed',
  'tr',
  'cut',
  'wc',
]);

/** `sh -c 'make | tee log'`: another shell, which begins without `pipefail`. */
function hiddenInShell(command: Simple, script: LintedScript): readonly Finding[] {
  const names = command.words.map((word) => word.literal ?? '');
  const at = names.findIndex((name) => shells.has(name.replace(/^.*\//, '')));
  const option = names.findIndex((name, index) => index > at && /^-[a-z]*c$/.test(name));
  const word = at === -1 || option === -1 ? undefined : command.words[option + 1];
  if (word?.literal === undefined || /pipefail/.test(names.join(' '))) return [];
  const inner = parseShell(word.literal) ?? [];
  const isHidden = placedItems(inner).some(({ item }) =>
    pipelinesOf(item).some(({ commands }) => hidesFailure(commands)),
  );
  if (!isHidden) return [];
  return [
    {
      code: 'weak-pipeline',
      span: script.spanOf(word),
      message: `this \`${names[at]}\` sees only the last part of its pipeline fail`,
      hint: 'begin it with `set -o pipefail;`, or pipe outside of it',
    },
  ];
}

function hidesFailure(commands: readonly Command[]): boolean {
  const last = commands.at(-1);
  if (commands.length < 2 || last === undefined || !swallowing.has(nameOf(last) ?? ''))
    return false;
  return commands
    .slice(0, -1)
    .some((one) => !alwaysSucceeds({ start: 0, end: 0, negated: false, commands: [one] }));
}
