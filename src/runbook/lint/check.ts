import type { Finding, LintedScript, LintedStep, Rule } from './finding.ts';
import { alwaysSucceeds, isConstant, isPrinted, onlyPrints } from './known-commands.ts';
import type { Command, Item, Script } from './shell/tree.ts';
import { nameOf, onlySimple, type PlacedItem, pipelinesOf, placedItems } from './walk.ts';

/** `weak-check`: what looks like a check and cannot fail. */
export const check: Rule = (linted) => {
  const constant = [...onlyComments(linted), ...constantStep(linted)];
  if (constant.length > 0) return constant;
  return linted.scripts.flatMap((one) =>
    placedItems(one.script).flatMap((placed) => [
      ...swallowed(placed, one, linted),
      ...idleBranches(placed, one, linted),
    ]),
  );
};

/** A step of nothing but comments: it passes, and has done nothing. */
function onlyComments({ step, scripts }: LintedStep): readonly Finding[] {
  const [first] = step.commands;
  if (first === undefined || scripts.length < step.commands.length) return [];
  if (step.stops !== undefined || scripts.some(({ script }) => script.length > 0)) return [];
  if (scripts.every(({ text }) => text.trim() === '')) return [];
  return [
    {
      code: 'weak-check',
      span: first.span,
      message: `step \`${step.id}\` has no command, only comments`,
      hint: 'write the command, or say with `skip="…"` why there is none yet',
    },
  ];
}

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

/** `if test …; then :; fi` and `if test …; then echo no; fi`: nothing comes of either answer. */
function idleBranches(
  { item, where, isKept }: PlacedItem,
  script: LintedScript,
  { step }: LintedStep,
): readonly Finding[] {
  if (where === 'condition') return [];
  // What is printed may be somebody's: the page's, a reader's behind a pipe, a file's.
  const isHeard =
    script.isOutputCompared || isKept || where !== 'block' || step.role === 'teardown';
  return pipelinesOf(item).flatMap(({ commands }) =>
    commands
      .filter((one) => isIdle(one, commands.length > 1 || isHeard || one.opensFile))
      .map((command) => ({
        code: 'weak-check' as const,
        span: script.spanOf(command),
        message: `whatever this \`${command.kind}\` is answered, nothing comes of it`,
        hint: 'let the command stand alone, or end with `exit 1` where the answer is wrong',
      })),
  );
}

function isIdle(command: Command, isHeard: boolean): boolean {
  const bodies = branchesOf(command);
  return bodies.length > 0 && bodies.every(isHeard ? isNothing : onlyPrints);
}

/** All ways that a command can take; none where it has no choice. */
function branchesOf(command: Command): readonly Script[] {
  if (command.kind === 'case') return command.arms;
  if (command.kind !== 'if') return [];
  return [...command.branches.map(({ body }) => body), command.otherwise ?? []];
}

function isNothing(script: Script): boolean {
  return script.every(
    ({ first, rest }) =>
      rest.length === 0 &&
      first.commands.every((command) => [':', 'true'].includes(nameOf(command) ?? '')),
  );
}
