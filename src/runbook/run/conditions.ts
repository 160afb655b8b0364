import type { Condition, ConditionTest, Step } from '../../model/runbook.ts';
import type { Session } from '../../model/sandbox.ts';
import { holds, type SandboxFacts } from './condition-test.ts';

/**
 * Why a step is not run in this sandbox, in words for a person; undefined where nothing stands
 * against it. Whether a command is there is asked in the session, so that what earlier steps have
 * installed, defined or put on the PATH counts.
 */
export async function reasonToSkip(
  step: Pick<Step, 'conditions'>,
  facts: SandboxFacts,
  session: Session,
): Promise<string | undefined> {
  for (const condition of step.conditions ?? []) {
    const held: ConditionTest[] = [];
    const failed: ConditionTest[] = [];
    for (const one of condition.tests) {
      ((await holds(one, facts, session)) ? held : failed).push(one);
    }
    const reason = verdict(condition, { held, failed, facts });
    if (reason !== undefined) return reason;
  }
  return undefined;
}

interface Tested {
  readonly held: readonly ConditionTest[];
  readonly failed: readonly ConditionTest[];
  readonly facts: SandboxFacts;
}

function verdict({ kind }: Condition, { held, failed, facts }: Tested): string | undefined {
  switch (kind) {
    case 'skip-if': {
      const [found] = held;
      return found && `left out ${wordsFor(found)}${asItIs(found, facts)}`;
    }
    case 'only-if': {
      const [first] = failed;
      if (first === undefined || held.length > 0) return undefined;
      return `only ${failed.map(wordsAfter).join(' or ')}; ${whatIs(first, facts)}`;
    }
    case 'needs': {
      if (failed.length === 0) return undefined;
      const names = failed.map(({ value }) => `\`${value}\``);
      return `needs ${listed(names)}, which ${facts.name} does not have`;
    }
  }
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** What has been said once of a list is not said again: `in the image \`a\` or \`b\``. */
function wordsAfter(one: ConditionTest, index: number, all: readonly ConditionTest[]): string {
  return all[index - 1]?.subject === one.subject ? `\`${one.value}\`` : wordsFor(one);
}

function wordsFor({ subject, value }: ConditionTest): string {
  switch (subject) {
    case 'image':
      return `in the image \`${value}\``;
    case 'engine':
      return `under \`${value}\``;
    case 'architecture':
      return `on \`${value}\``;
    case 'command':
      return `where there is \`${value}\``;
  }
}

/** What a glob stands for here; a value without one has said it. */
function asItIs(one: ConditionTest, facts: SandboxFacts): string {
  return one.value.includes('*') ? ` (${whatIs(one, facts)})` : '';
}

function whatIs({ subject }: ConditionTest, facts: SandboxFacts): string {
  switch (subject) {
    case 'image':
      return `this is ${facts.images[0] ?? facts.name}`;
    case 'engine':
      return `this is ${facts.engine}`;
    case 'architecture':
      return `this is ${facts.architecture}`;
    case 'command':
      return `${facts.name} does not have it`;
  }
}
