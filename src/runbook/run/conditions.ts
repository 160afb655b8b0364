import type { Condition, ConditionTest, Step } from '../../model/runbook.ts';
import type { Session } from '../../model/sandbox.ts';

/** What conditions can ask of a sandbox. */
export interface SandboxFacts {
  /** What people call its engine: `docker`, `podman`, `bubblewrap`. */
  readonly engine: string;
  readonly architecture: string;
  /** The image as the page asks for it, and as the engine has it; empty where there is none. */
  readonly images: readonly string[];
  /** As it is told to a reader. */
  readonly name: string;
}

/** How long a shell may take to say whether it has a command. */
const askMs = 10_000;

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

async function holds(
  { subject, value }: ConditionTest,
  facts: SandboxFacts,
  session: Session,
): Promise<boolean> {
  switch (subject) {
    case 'image':
      return facts.images.flatMap(imageNames).some((one) => isMatch(value, one));
    case 'engine':
      return isMatch(value.toLowerCase(), facts.engine);
    case 'architecture': {
      const { architecture } = facts;
      const names = [architecture, goName(architecture)];
      return names.some((one) => isMatch(value, one) || isMatch(goName(value), one));
    }
    case 'command':
      return hasCommand(value, session);
  }
}

async function hasCommand(name: string, session: Session): Promise<boolean> {
  const word = `'${name.replaceAll("'", "'\\''")}'`;
  const script = `if command -v ${word} >/dev/null 2>&1; then :; else (exit 1); fi`;
  const answer = await session.run({ script, timeoutMs: askMs, quiet: true });
  return answer.ended === 'exit' && answer.exitCode === 0;
}

/** With its digest and without, and without what Docker adds to the names of its own registry. */
function imageNames(reference: string): readonly string[] {
  const familiar = reference.replace(/^(?:docker\.io|localhost)\/(?:library\/)?/, '');
  return [reference, familiar].flatMap((one) => [one, one.replace(/@sha256:.*$/, '')]);
}

/** One name for each machine: Go's, which the engines use, also where the kernel has another. */
const goNames: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  x64: 'amd64',
  aarch64: 'arm64',
  armv7l: 'arm',
  armhf: 'arm',
  i386: '386',
  i686: '386',
};

function goName(architecture: string): string {
  const name = architecture.toLowerCase();
  return Object.hasOwn(goNames, name) ? (goNames[name] ?? name) : name;
}

/** Whether a text is what a glob says; `*` is any text, also none. In linear steps, whatever it is. */
function isMatch(glob: string, text: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  const last = rest.pop();
  if (last === undefined) return glob === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
