import type { ConditionTest } from '../../model/runbook.ts';
import type { Session } from '../../model/sandbox.ts';
import { matchesStars } from '../../model/star-pattern.ts';

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

/** Whether one test of a condition holds. */
export async function holds(
  { subject, value }: ConditionTest,
  facts: SandboxFacts,
  session: Session,
): Promise<boolean> {
  switch (subject) {
    case 'image':
      return facts.images.flatMap(imageNames).some((one) => matchesStars(value, one));
    case 'engine':
      return matchesStars(value.toLowerCase(), facts.engine);
    case 'architecture': {
      const { architecture } = facts;
      const names = [architecture, goName(architecture)];
      return names.some((one) => matchesStars(value, one) || matchesStars(goName(value), one));
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
