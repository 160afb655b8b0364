import type { Command, Item, Pipeline, Script, Simple, Word } from './shell/tree.ts';

/**
 * What a list of commands is a part of. In a `condition` a failure is an answer: the test of an `if`,
 * what stands before `&&` or `||`, what is negated.
 */
export type Where = 'block' | 'subshell' | 'function' | 'condition' | 'substitution';

/** Where a list of commands stands. */
interface Place {
  readonly where: Where;
  /** Its status is that of the whole it is a part of, so that no failure of it goes unseen. */
  readonly isLast: boolean;
  /** What it prints may go into a file, with all that is around it. */
  readonly isKept: boolean;
}

export interface PlacedItem extends Place {
  readonly item: Item;
}

const outermost: Place = { where: 'block', isLast: true, isKept: false };

/** Every list of commands of a script, at any depth. */
export function placedItems(script: Script, place = outermost): readonly PlacedItem[] {
  return script.flatMap((item, index) => {
    const inside = { ...place, isLast: place.isLast && index === script.length - 1 };
    return [{ item, ...inside }, ...insideItem(item, inside)];
  });
}

function insideItem(item: Item, place: Place): readonly PlacedItem[] {
  const pipelines = pipelinesOf(item);
  return pipelines.flatMap((pipeline, index) => {
    const isTested = pipeline.negated || index < pipelines.length - 1;
    const isPiped = pipeline.commands.length > 1;
    const where =
      isTested || place.where === 'condition' ? 'condition' : isPiped ? 'subshell' : place.where;
    const isLast = place.isLast || where === 'subshell';
    return pipeline.commands.flatMap((command) =>
      insideCommand(command, { where, isLast, isKept: place.isKept || command.opensFile }),
    );
  });
}

function insideCommand(command: Command, place: Place): readonly PlacedItem[] {
  const condition: Place = { ...place, where: 'condition', isLast: true };
  switch (command.kind) {
    case 'simple':
      return substitutionsOf(command).flatMap(({ script }) =>
        placedItems(script ?? [], { ...place, where: 'substitution', isLast: true }),
      );
    case 'brace':
      return placedItems(command.body, place);
    case 'subshell':
      return placedItems(command.body, {
        ...place,
        where: place.where === 'condition' ? 'condition' : 'subshell',
        isLast: true,
      });
    case 'if':
      return [
        ...command.branches.flatMap((branch) => [
          ...placedItems(branch.condition, condition),
          ...placedItems(branch.body, place),
        ]),
        ...placedItems(command.otherwise ?? [], place),
      ];
    case 'loop':
      return [
        ...placedItems(command.condition, condition),
        ...placedItems(command.body, { ...place, isLast: false }),
      ];
    case 'case':
      return command.arms.flatMap((arm) => placedItems(arm, place));
    case 'function':
      return insideCommand(command.body, { ...place, where: 'function', isLast: true });
    case 'question':
      return [];
  }
}

export function pipelinesOf(item: Item): readonly Pipeline[] {
  return [item.first, ...item.rest.map(({ pipeline }) => pipeline)];
}

/** The one simple command that a pipeline consists of. */
export function onlySimple(pipeline: Pipeline): Simple | undefined {
  const [command] = pipeline.commands;
  return pipeline.commands.length === 1 && command?.kind === 'simple' ? command : undefined;
}

/** The name of a simple command, where it is written out. */
export function nameOf(command: Command): string | undefined {
  return command.kind === 'simple' ? command.words[0]?.literal : undefined;
}

/** The name of the first command of a list. */
export function firstName(item: Item): string | undefined {
  const [command] = item.first.commands;
  return command && nameOf(command);
}

function substitutionsOf({ assignments, words }: Simple): Word['substitutions'] {
  return [...assignments, ...words].flatMap((word) => word.substitutions);
}
