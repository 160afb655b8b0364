import type { VariablePlace } from '../../markdown/code/variables.ts';
import type { Step } from '../../model/runbook.ts';
import type { Stretch } from '../lint/shell/tree.ts';
import { placesIn } from './places.ts';

/** What one step has to do with the variables of its page. */
export interface StepVariables {
  /** Those that a reader's value is written in the place of. */
  readonly filled: ReadonlySet<string>;
  /** Those that the reader's shell has to know, in the order of the page. */
  readonly needed: readonly string[];
  /** Where it asks for those in a form in which no value can stand. */
  readonly forms: readonly CommandPlace[];
  /** Those that it gives a value itself. */
  readonly assigned: readonly CommandPlace[];
  /** Where one stands as it is written, as this shell expands nothing there. */
  readonly left: readonly CommandPlace[];
  /** Where one is evaluated once more when it has been expanded. */
  readonly twice: readonly CommandPlace[];
  /** Those that stand anywhere in its text. */
  readonly named: ReadonlySet<string>;
}

/** Where a variable stands in one of the commands of a step. */
export interface CommandPlace extends Stretch {
  readonly name: string;
  /** Its index. */
  readonly command: number;
}

type Block = Pick<Step, 'commands' | 'file' | 'interpreter'>;

/**
 * Of a variable that a step asks for in any form in which no value can be written, none is: a command
 * that is filled by half is worse than one that is not. What the step sets itself is left alone.
 */
export function stepVariables(step: Block, names: readonly string[]): StepVariables {
  const named = new Set(names.filter((name) => isNamed(step, name)));
  const nowhere = { forms: [], assigned: [], left: [], twice: [] };
  const none = { filled: new Set<string>(), needed: [], ...nowhere, named };
  if (named.size === 0 || step.file !== undefined) return none;
  if (step.interpreter !== undefined && !isShell(step.interpreter)) {
    return { ...none, needed: names.filter((name) => named.has(name)) };
  }
  const scripts = step.commands.map(({ script }) => placesIn(script));
  const placed = (of: 'assigned' | 'needed' | 'left' | 'twice'): readonly CommandPlace[] =>
    scripts.flatMap((one, command) =>
      one[of].filter(({ name }) => named.has(name)).map((place) => ({ ...place, command })),
    );
  const assigned = placed('assigned');
  const own = new Set(assigned.map(({ name }) => name));
  const isOpen = ({ name }: CommandPlace): boolean => !own.has(name);
  const forms = placed('needed').filter(isOpen);
  const needed = names.filter((name) => forms.some((one) => one.name === name));
  const filled = names.filter(
    (name) =>
      !own.has(name) &&
      !needed.includes(name) &&
      scripts.some(({ places }) => places.some((place) => place.name === name)),
  );
  const left = placed('left').filter(isOpen);
  const twice = placed('twice').filter(isOpen);
  return { filled: new Set(filled), needed, forms, assigned, left, twice, named };
}

/** Where a script of a step has the variables that are filled in it. */
export function filledPlaces(
  script: string,
  filled: ReadonlySet<string>,
): readonly VariablePlace[] {
  return placesIn(script).places.filter(({ name }) => filled.has(name));
}

function isNamed({ commands, file }: Block, name: string): boolean {
  const word = new RegExp(`(?<!\\w)${name}(?!\\w)`);
  return [...commands.map(({ script }) => script), file?.content ?? ''].some((text) =>
    word.test(text),
  );
}

/** What runs the block is a shell of the same language. */
function isShell(interpreter: string): boolean {
  return /^(?:\S*\/)?(?:ba|da|a)?sh(?:\s|$)/.test(interpreter);
}
