import type { Command, Item, Pipeline, Script } from './shell/tree.ts';
import { nameOf, onlySimple, pipelinesOf } from './walk.ts';

const alwaysSucceed = new Set(['true', ':', 'echo', 'printf']);

/** What tells something of the system and has no reason to fail. */
const plainAnswers = new Set(
  'arch basename date dirname hostname id nproc pwd seq tty uname whoami'.split(' '),
);

/** Commands whose failure is an answer: they are asked before `&&`. */
const questions = new Set(
  '[ test grep egrep fgrep zgrep rg command type which hash getent pgrep pidof diff cmp expr read true false : let'.split(
    ' ',
  ),
);

/** What functions are called that answer by their status. */
const asks = /^(?:is|has|have|can|are|in|does|exists)[_A-Z-]/;

/** `true`, `echo …`, `exit 0`: whatever happens it succeeds. */
export function alwaysSucceeds(pipeline: Pipeline): boolean {
  return !pipeline.negated && pipeline.commands.every(commandSucceeds);
}

function commandSucceeds(command: Command): boolean {
  if (command.kind === 'brace' || command.kind === 'subshell') {
    return (
      !command.opensFile &&
      command.body.length > 0 &&
      command.body.every(itemSucceeds) &&
      !leavesBadly(command.body)
    );
  }
  const name = nameOf(command);
  if (name === undefined || command.opensFile) return false;
  return alwaysSucceed.has(name) || leaves(command) === 0;
}

function itemSucceeds(item: Item): boolean {
  return pipelinesOf(item).every(alwaysSucceeds);
}

function leavesBadly(script: Script): boolean {
  return script.some(({ first }) => first.commands.some((command) => (leaves(command) ?? 0) !== 0));
}

/** The status of `exit 3`, `return 0`; undefined for all else. */
export function leaves(command: Command): number | undefined {
  if (command.kind !== 'simple') return undefined;
  const [name, status, ...more] = command.words.map((word) => word.literal);
  const isLeaving = name === 'exit' || name === 'return';
  if (!isLeaving || more.length > 0 || !/^\d{1,3}$/.test(status ?? '')) return undefined;
  return Number(status);
}

/** `echo "no such file"`: where the output is compared, it is seen whether this ran. */
export function isPrinted({ start, end, commands }: Pipeline, text: string): boolean {
  const words = commands.flatMap((one) => (one.kind === 'simple' ? one.words : []));
  const isSaying = ['echo', 'printf'].includes(words[0]?.literal ?? '') && words.length > 1;
  return isSaying && !text.slice(start, end).includes('>');
}

/** Whether all of it only prints, and neither fails nor leaves. */
export function onlyPrints(script: Script): boolean {
  return script.every((item) =>
    pipelinesOf(item).every(
      (pipeline) =>
        alwaysSucceeds(pipeline) &&
        pipeline.commands.every((one) => one.kind === 'simple' && leaves(one) === undefined),
    ),
  );
}

/** Whether all of it says no more than the date or the name of the system. */
export function isPlainAnswer(script: Script): boolean {
  return script.every((item) =>
    pipelinesOf(item).every((pipeline) =>
      pipeline.commands.every((command) => {
        const name = nameOf(command);
        return name !== undefined && (plainAnswers.has(name) || alwaysSucceed.has(name));
      }),
    ),
  );
}

/** Whether a pipeline asks something, so that its failure is an answer and no accident. */
export function isQuestion(pipeline: Pipeline): boolean {
  const last = pipeline.commands.at(-1);
  if (last === undefined || last.kind === 'question' || pipeline.negated) return true;
  const name = nameOf(last);
  return name !== undefined && (questions.has(name) || asks.test(name));
}

/**
 * Whether it ends the same way whatever the system is like: `true`, `false`, `exit 3`, `test` of
 * words that are all written out.
 */
export function isConstant(item: Item): boolean {
  return pipelinesOf(item).every((pipeline) => {
    const command = onlySimple(pipeline);
    const name = command && nameOf(command);
    if (command === undefined || name === undefined || command.opensFile) return false;
    if (['true', 'false', ':', 'exit', 'return'].includes(name)) return true;
    if (name !== 'test' && name !== '[') return false;
    return command.words.every(
      ({ literal }) => literal !== undefined && !asksTheSystem.test(literal),
    );
  });
}

/** The operators of `test` that look at files, terminals and variables. */
const asksTheSystem = /^-(?:[abcdefghkprstuvwxGLNORS]|nt|ot|ef)$/;
