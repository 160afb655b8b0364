import { nearest } from '../../model/nearest.ts';
import type { Condition, ConditionTest } from '../../model/runbook.ts';
import {
  type AttributeReader,
  type AttributeReaders,
  hasControl,
  type Problem,
  shown,
  valued,
} from './attribute-reader.ts';

const subjects: Readonly<Record<string, ConditionTest['subject']>> = {
  image: 'image',
  engine: 'engine',
  architecture: 'architecture',
  arch: 'architecture',
  command: 'command',
};
const engines: readonly string[] = ['docker', 'podman', 'bubblewrap'];
const mostTests = 20;
const longest = 1000;

/** On what of the sandbox it depends whether a step is run. */
export const conditionReaders: AttributeReaders = {
  needs: valued('needs', 'name commands, as in `needs="jq curl"`', (value, draft) => {
    const tests: ConditionTest[] = [];
    for (const name of listOf(value)) {
      const problem = commandProblem(name);
      if (problem !== undefined) return problem;
      tests.push({ subject: 'command', value: name });
    }
    return add(draft, { kind: 'needs', tests, written: `needs=${value}` });
  }),
  'skip-if': conditionReader('skip-if'),
  'only-if': conditionReader('only-if'),
};

function conditionReader(kind: 'skip-if' | 'only-if'): AttributeReader {
  return valued(kind, `write \`${kind}="image:alpine:*"\``, (value, draft) => {
    const tests: ConditionTest[] = [];
    for (const written of listOf(value)) {
      const read = readTest(written);
      if ('message' in read) return read;
      tests.push(read);
    }
    return add(draft, { kind, tests, written: `${kind}=${value}` });
  });
}

function add(draft: { conditions: readonly Condition[] }, one: Condition): Problem | undefined {
  const isOdd = one.written.length > longest || hasControl.test(one.written);
  if (one.tests.length === 0 || one.tests.length > mostTests || isOdd) {
    return {
      message: `\`${shown(one.written)}\` is no list of conditions`,
      hint: `write at most ${mostTests}, with spaces or commas between them`,
    };
  }
  draft.conditions = [...draft.conditions, one];
  return undefined;
}

function listOf(value: string): readonly string[] {
  return value.split(/[\s,]+/).filter((one) => one !== '');
}

function readTest(written: string): ConditionTest | Problem {
  const colon = written.indexOf(':');
  const word = colon === -1 ? written : written.slice(0, colon);
  const value = colon === -1 ? '' : written.slice(colon + 1);
  const subject = Object.hasOwn(subjects, word) ? subjects[word] : undefined;
  if (subject === undefined) {
    const isNegated = word.startsWith('!');
    const near = nearest(word, Object.keys(subjects));
    return {
      message: `\`${shown(word)}\` is nothing that a condition can ask for`,
      hint: isNegated
        ? 'a condition has no `!`; `skip-if` is the opposite of `only-if`'
        : near === undefined
          ? 'write `image:…`, `engine:…`, `architecture:…` or `command:…`'
          : `did you mean \`${near}:${shown(value)}\`?`,
    };
  }
  if (value === '') {
    return {
      message: `the condition \`${shown(written)}\` does not say which ${subject}`,
      hint: `write \`${word}:${examples[subject]}\``,
    };
  }
  const problem =
    subject === 'engine'
      ? engineProblem(value)
      : subject === 'command'
        ? commandProblem(value)
        : undefined;
  return problem ?? { subject, value };
}

const examples: Readonly<Record<ConditionTest['subject'], string>> = {
  image: 'debian:*',
  engine: 'docker',
  architecture: 'amd64',
  command: 'jq',
};

function engineProblem(value: string): Problem | undefined {
  if (engines.includes(value)) return undefined;
  const near = nearest(value, engines);
  return {
    message: `\`${shown(value)}\` is no engine`,
    hint:
      near === undefined ? `the engines are ${engines.join(', ')}` : `did you mean \`${near}\`?`,
  };
}

function commandProblem(name: string): Problem | undefined {
  return /^[\w./+@[][\w./+@[-]{0,99}$/.test(name)
    ? undefined
    : {
        message: `\`${shown(name)}\` is no name of a command`,
        hint: 'write it as it is called, for example `jq`',
      };
}
