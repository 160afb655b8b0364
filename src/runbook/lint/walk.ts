import type { Command, Item, Pipeline, Script, Simple, Word } from './shell/tree.ts';

/**
 * What a list of commands is a part of. In a `condition` a failure is an answer: the test of an `if`,
 * what stands before `&&` or `||`, what is negated.
 */
export type Where = 'block' | 'subshell' | 'function' | 'condition' | 'substitution';

export interface PlacedItem {
  readonly item: Item;
  readonly where: Where;
  /** Its status is that of the whole it is a part of, so that no failure of it goes unseen. */
  readonly isLast: boolean;
}

/** Every list of commands of a script, at any depth. */
export function placedItems(
  script: Script,
  where: Where = 'block',
  isLast = true,
): readonly PlacedItem[] {
  return script.flatMap((item, index) => {
    const ends = isLast && index === script.length - 1;
    return [{ item, where, isLast: ends }, ...insideItem(item, where, ends)];
  });
}

function insideItem(item: Item, where: Where, isLast: boolean): readonly PlacedItem[] {
  const pipelines = pipelinesOf(item);
  return pipelines.flatMap((pipeline, index) => {
    const isTested = pipeline.negated || index < pipelines.length - 1;
    return pipeline.commands.flatMap((command) => {
      const inside =
        isTested || where === 'condition'
          ? 'condition'
          : pipeline.commands.length > 1
            ? 'subshell'
            : where;
      return insideCommand(command, inside, isLast || inside === 'subshell');
    });
  });
}

function insideCommand(command: Command, where: Where, isLast: boolean): readonly PlacedItem[] {
  const whole = where === 'condition' ? where : undefined;
  switch (command.kind) {
    case 'simple':
      return substitutionsOf(command).flatMap(({ script }) =>
        placedItems(script ?? [], 'substitution'),
      );
    case 'brace':
      return placedItems(command.body, where, isLast);
    case 'subshell':
      return placedItems(command.body, whole ?? 'subshell');
    case 'if':
      return [
        ...command.branches.flatMap(({ condition, body }) => [
          ...placedItems(condition, 'condition'),
          ...placedItems(body, where, isLast),
        ]),
        ...placedItems(command.otherwise ?? [], where, isLast),
      ];
    case 'loop':
      return [
        ...placedItems(command.condition, 'condition'),
        ...placedItems(command.body, where, false),
      ];
    case 'case':
      return command.arms.flatMap((arm) => placedItems(arm, where, isLast));
    case 'function':
      return insideCommand(command.body, 'function', true);
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

export function substitutionsOf({ assignments, words }: Simple): Word['substitutions'] {
  return [...assignments, ...words].flatMap((word) => word.substitutions);
}
