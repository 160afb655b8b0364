import { nearest } from '../../model/nearest.ts';
import type { Step } from '../../model/runbook.ts';
import type { Problem } from './attribute-reader.ts';

type Earlier = Pick<Step, 'id' | 'name' | 'background' | 'stops'>;

/** What is wrong with `stop=name`, seen from the steps before it. */
export function stopProblem(name: string, earlier: readonly Earlier[]): Problem | undefined {
  const found = earlier.find((step) => step.name === name);
  const running = earlier.flatMap((step) =>
    step.background !== undefined && step.name !== undefined ? [step.name] : [],
  );
  if (found === undefined) {
    const names = earlier.flatMap((step) => (step.name === undefined ? [] : [step.name]));
    const near = nearest(name, running) ?? nearest(name, names);
    return {
      message: `no step before this one is named \`${name.slice(0, 80)}\``,
      hint:
        near === undefined
          ? 'write the name of a background step that stands above'
          : `did you mean \`${near}\`?`,
    };
  }
  if (found.background === undefined) {
    return {
      message: `\`${name}\` is no background step, so there is nothing to stop`,
      hint: running.length === 0 ? undefined : `what runs is ${running.join(', ')}`,
    };
  }
  const other = earlier.find((step) => step.stops === found.id);
  return (
    other && {
      message: `\`${name}\` is stopped already, by step \`${other.id}\``,
      hint: 'leave one of them out',
    }
  );
}
