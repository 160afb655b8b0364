import type { Finding, LintedScript, Rule } from './finding.ts';
import { alwaysSucceeds } from './known-commands.ts';
import type { Item } from './shell/tree.ts';
import { changeOf } from './shell-option.ts';
import { firstName, onlySimple, pipelinesOf } from './walk.ts';

/** `weak-errexit`: a status that the block has to look at, and does not. */
export const unseenStatus: Rule = ({ step, scripts }) =>
  step.role === 'teardown'
    ? []
    : scripts
        .filter((one) => !one.isOutputCompared)
        .flatMap((one) => [...unlooked(one), ...waitsForAll(one)]);

/** `set +e`, commands, `set -e`, and no `$?` between. */
function unlooked(linted: LintedScript): readonly Finding[] {
  const { script } = linted;
  const switches = script.flatMap((item, index) => {
    const command = onlySimple(item.first);
    const change = command && changeOf(command, 'errexit');
    return change === undefined ? [] : [{ ...change, index }];
  });
  return switches.flatMap(({ on, word, index }, at): readonly Finding[] => {
    const next = switches[at + 1];
    if (on || next === undefined || !next.on) return [];
    const between = script.slice(index + 1, next.index);
    if (!between.some(mayFail) || between.some((one) => looks(one, linted.text))) return [];
    return [
      {
        code: 'weak-errexit',
        span: linted.spanOf(word),
        message: 'nothing looks at how the commands between this and `set -e` end',
        hint: 'keep it with `status=$?` and test that, or write `exit=N`',
      },
    ];
  });
}

function mayFail(item: Item): boolean {
  return !pipelinesOf(item).every(alwaysSucceeds);
}

/** Whether the list of commands takes a status for an answer. To print it is not enough. */
function looks(item: Item, text: string): boolean {
  const isAnswered =
    item.rest.length > 0 || item.first.commands.some(({ kind }) => kind !== 'simple');
  return (
    isAnswered || (mayFail(item) && /\$\{?\?|PIPESTATUS/.test(text.slice(item.start, item.end)))
  );
}

/** `job & job & wait`: without the numbers of the jobs its status is 0. */
function waitsForAll({ script, spanOf }: LintedScript): readonly Finding[] {
  const at = script.findIndex((item) => onlySimple(item.first)?.words.length === 1 && isWait(item));
  const wait = script[at];
  const isFollowed = script.slice(at + 1).some(mayFail);
  if (wait === undefined || isFollowed) return [];
  const before = script.slice(0, at);
  // What is killed is not asked how it ended.
  if (!before.some(startsJob) || before.some((item) => firstName(item) === 'kill')) return [];
  return [
    {
      code: 'weak-errexit',
      span: spanOf(wait),
      message: '`wait` alone ends with 0, however the jobs ended',
      hint: 'wait for each of them: `wait "$first"; wait "$second"`, each on its own line',
    },
  ];
}

function isWait(item: Item): boolean {
  return firstName(item) === 'wait' && item.rest.length === 0;
}

function startsJob(item: Item): boolean {
  const loops = item.first.commands.flatMap((one) => (one.kind === 'loop' ? one.body : []));
  return [item, ...loops].some((one) => one.background);
}
