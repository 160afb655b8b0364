import type { Finding, LintedScript, LintedStep, Rule } from './finding.ts';
import {
  alwaysSucceeds,
  isConstant,
  isPlainAnswer,
  isPrinted,
  isQuestion,
} from './known-commands.ts';
import { switchedOff } from './shell-option.ts';
import { firstName, type PlacedItem, pipelinesOf, placedItems } from './walk.ts';

/** `weak-errexit`: a command whose failure does not end the block, though it looks as if. */
export const errexit: Rule = (linted) => [
  ...switchedOff(linted.scripts, 'errexit').map(
    ({ script, word }): Finding => ({
      code: 'weak-errexit',
      span: script.spanOf(word),
      message: 'from here on only the last command of a block can fail it, in later steps, too',
      hint: 'switch it on again in the same block with `set -e`, or write `exit=N`',
    }),
  ),
  ...onlyStarted(linted),
  ...linted.scripts.flatMap((one) =>
    placedItems(one.script).flatMap((placed) => [
      ...inverted(placed, one),
      ...brokenChain(placed, one),
      ...forgotten(placed, one),
    ]),
  ),
];

/** `! grep …` that is not the last command: `set -e` does not look at what is negated. */
function inverted({ item, where, isLast }: PlacedItem, script: LintedScript): readonly Finding[] {
  if (!item.first.negated || item.rest.length > 0 || isLast || item.background) return [];
  if (where === 'condition' || where === 'substitution') return [];
  return [
    {
      code: 'weak-errexit',
      span: script.spanOf(item.first),
      message: 'a command after `!` fails a block only as its last',
      hint: 'put it last, or write `if …; then exit 1; fi`',
    },
  ];
}

/** `cd x && make` that is not the last command: a failure of `cd` is taken for an answer. */
function brokenChain(
  { item, where, isLast }: PlacedItem,
  script: LintedScript,
): readonly Finding[] {
  if (isLast || item.background || where === 'condition' || where === 'substitution') return [];
  if (item.rest.length === 0 || item.rest.some(({ operator }) => operator === '||')) return [];
  const tested = pipelinesOf(item).slice(0, -1);
  const said = item.rest.at(-1)?.pipeline;
  if (script.isOutputCompared && said !== undefined && isPrinted(said, script.text)) return [];
  // After a question the rest is for the case that it is answered with yes.
  const [first] = tested;
  if (first === undefined || tested.some(isQuestion) || tested.every(alwaysSucceeds)) return [];
  return [
    {
      code: 'weak-errexit',
      span: script.spanOf(first),
      message: 'a failure before `&&` does not end the block',
      hint: 'write the commands on lines of their own: the block ends at the first that fails',
    },
  ];
}

/** In bash `set -e` does not hold in `$( … )`: only the last command of it counts. */
function forgotten({ item, where, isLast }: PlacedItem, script: LintedScript): readonly Finding[] {
  if (where !== 'substitution' || isLast || isConstant(item)) return [];
  const isAssignment = item.first.commands.every(
    (command) => command.kind === 'simple' && command.words.length === 0,
  );
  const isHarmless = isAssignment || isPlainAnswer([item]) || item.rest.length > 0;
  if (isHarmless || !item.first.commands.every((command) => command.kind === 'simple')) return [];
  if (['set', 'shift', 'unset', 'trap'].includes(firstName(item) ?? '')) return [];
  return [
    {
      code: 'weak-errexit',
      span: script.spanOf(item.first),
      message:
        'a failure of this command does not end the block, as it is not the last in `$( … )`',
      hint: 'join it to the next with `&&`',
    },
  ];
}

/** A step that only starts something with `&` passes also where that dies at once. */
function onlyStarted({ step, scripts }: LintedStep): readonly Finding[] {
  const [first] = scripts;
  const items = scripts.flatMap(({ script }) => script);
  const [item] = items;
  if (first === undefined || item === undefined || step.background !== undefined) return [];
  if (scripts.length < step.commands.length || scripts.some((one) => one.isOutputCompared))
    return [];
  if (!items.every((one) => one.background && firstName(one) !== 'sleep')) return [];
  return [
    {
      code: 'weak-errexit',
      span: first.spanOf(item),
      message: `step \`${step.id}\` passes also where what it starts ends at once`,
      hint: 'leave the `&` out and mark the block `background`, with `ready=` where something can be waited for',
    },
  ];
}
