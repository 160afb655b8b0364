import type { Finding, LintedScript, Rule } from './finding.ts';
import { isPlainAnswer } from './known-commands.ts';
import type { Simple, Word } from './shell/tree.ts';
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
    commandsOf(one).flatMap((command) => lostSubstitutions(command, one)),
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
