import type { Finding, LintedScript, LintedStep, Rule } from './finding.ts';
import { alwaysSucceeds, isConstant, isPrinted } from './known-commands.ts';
import type { Command, Item, Script } from './shell/tree.ts';
import { nameOf, onlySimple, type PlacedItem, pipelinesOf, placedItems } from './walk.ts';

/** `weak-check`: what looks like a check and cannot fail. */
export const check: Rule = (linted) => {
  const constant = constantStep(linted);
  if (constant.length > 0) return constant;
  return linted.scripts.flatMap((one) =>
    placedItems(one.script).flatMap((placed) => [
      ...swallowed(placed, one, linted),
      ...idleBranches(placed, one),
    ]),
  );
};

/** A step of nothing but `true`, `exit 1` and the like; a check that only prints. */
function constantStep({ step, scripts }: LintedStep): readonly Finding[] {
  const [first] = scripts;
  if (first === undefined || scripts.length < step.commands.length) return [];
  const items = scripts.flatMap(({ script }) => script);
  const [item] = items;
  if (item === undefined || scripts.some((one) => one.isOutputCompared)) return [];
  const isIdle =
    items.every(isConstant) ||
    (step.role === 'check' && items.every((one) => pipelinesOf(one).every(alwaysSucceeds)));
  if (!isIdle) return [];
  return [
    {
      code: 'weak-check',
      span: first.spanOf({ start: item.start, end: first.script.at(-1)?.end ?? item.end }),
      message: `step \`${step.id}\` ends the same way whatever the system is like`,
      hint: 'run what can fail, and let its status be that of the step',
    },
  ];
}

/** `… || true`. Where the output is compared, and nothing follows that hides it, that is the check. */
function swallowed(
  { item, where, isLast }: PlacedItem,
  script: LintedScript,
  { step }: LintedStep,
): readonly Finding[] {
  const last = item.rest.at(-1);
  if (last?.operator !== '||' || !alwaysSucceeds(last.pipeline)) return [];
  if (where === 'condition' || where === 'function' || where === 'substitution') return [];
  // What cleans up does what it can.
  if (step.role === 'teardown') return [];
  if (script.isOutputCompared && (isLast || isPrinted(last.pipeline, script.text))) return [];
  if (isAnswerKept(item)) return [];
  const start = script.text.lastIndexOf('||', last.pipeline.start);
  return [
    {
      code: 'weak-check',
      span: script.spanOf({ start, end: last.pipeline.end }),
      message: 'what stands before `||` cannot fail the step',
      hint: 'leave this out; where a failure is right, say so with `exit=` or test for it with `if`',
    },
  ];
}

/** `n=$(grep -c …) || true` and `read … || true`: the answer is in a variable. */
function isAnswerKept({ first, rest }: Item): boolean {
  const command = rest.length === 1 ? onlySimple(first) : undefined;
  if (command === undefined) return false;
  if (command.words.length === 0) return true;
  return ['read', 'let', 'mapfile', 'readarray'].includes(nameOf(command) ?? '');
}

/** `if test …; then :; fi`: nothing comes of either answer. */
function idleBranches({ item, where }: PlacedItem, script: LintedScript): readonly Finding[] {
  if (where === 'condition') return [];
  return item.first.commands.filter(isIdle).map((command) => ({
    code: 'weak-check',
    span: script.spanOf(command),
    message: 'whatever this `if` is answered, nothing comes of it',
    hint: 'let the command stand alone, so that its failure is that of the step',
  }));
}

function isIdle(command: Command): boolean {
  if (command.kind !== 'if') return false;
  const bodies: readonly Script[] = [
    ...command.branches.map(({ body }) => body),
    command.otherwise ?? [],
  ];
  return bodies.every((body) =>
    body.every((one) => one.rest.length === 0 && isNothing(one.first.commands)),
  );
}

function isNothing(commands: readonly Command[]): boolean {
  return commands.every((command) => [':', 'true'].includes(nameOf(command) ?? ''));
}
