import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';

/** Which share of all runs is to be run. */
export interface Shard {
  /** 1-based. */
  readonly index: number;
  readonly count: number;
}

export interface ShardAnswer {
  /** Absent: everything is to be run. */
  readonly shard?: Shard | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** More jobs than any CI service starts for one step. */
const mostShards = 10_000;

interface Service {
  readonly name: string;
  /** Whether the variables are those of this service: GitLab's names are used by others, too. */
  readonly isHere: (environment: Environment) => boolean;
  readonly index: string;
  readonly first: 0 | 1;
  readonly count: string;
}

const services: readonly Service[] = [
  // https://docs.gitlab.com/ci/variables/predefined_variables/
  {
    name: 'GitLab',
    isHere: (environment) => isSet(environment.GITLAB_CI),
    index: 'CI_NODE_INDEX',
    first: 1,
    count: 'CI_NODE_TOTAL',
  },
  // https://circleci.com/docs/variables/
  {
    name: 'CircleCI',
    isHere: (environment) => isSet(environment.CIRCLECI),
    index: 'CIRCLE_NODE_INDEX',
    first: 0,
    count: 'CIRCLE_NODE_TOTAL',
  },
  // https://buildkite.com/docs/pipelines/configure/environment-variables
  {
    name: 'Buildkite',
    isHere: (environment) => isSet(environment.BUILDKITE),
    index: 'BUILDKITE_PARALLEL_JOB',
    first: 0,
    count: 'BUILDKITE_PARALLEL_JOB_COUNT',
  },
  // https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode: Kubernetes does
  // not tell a pod how many there are, so the manifest has to.
  {
    name: 'Kubernetes',
    isHere: (environment) => isSet(environment.JOB_COMPLETION_INDEX),
    index: 'JOB_COMPLETION_INDEX',
    first: 0,
    count: 'RUTTER_SHARDS',
  },
];

/**
 * The share that `--shard` asks for: `2/5`, `auto` (as the CI service says), `auto/5` (the service says
 * the index only). Without the option it is what the service says, if it says both; `1/1` is all.
 */
export function shardFrom(text: string | undefined, environment: Environment): ShardAnswer {
  if (text === undefined) return fromServices(environment, undefined, false);
  const automatic = /^auto(?:\/(\d{1,5}))?$/.exec(text);
  if (automatic !== null) {
    const count = automatic[1] === undefined ? undefined : Number(automatic[1]);
    return fromServices(environment, count, true);
  }
  const [, index, count] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  if (index === undefined || count === undefined) {
    return refused(
      `\`--shard\` must be an index and a count, found \`${text}\``,
      'write `--shard 2/5` for the second of five, or `--shard auto`',
    );
  }
  return checked(Number(index), Number(count), `\`--shard ${text}\``);
}

function fromServices(
  environment: Environment,
  given: number | undefined,
  isAsked: boolean,
): ShardAnswer {
  const here = services.filter((service) => service.isHere(environment));
  const service = here.find(
    ({ index, count }) =>
      isSet(environment[index]) && (given !== undefined || isSet(environment[count])),
  );
  if (service !== undefined) return fromService(service, environment, given);
  if (!isAsked) return { diagnostics: [] };
  // A service that says nothing of shares runs the job alone; Kubernetes never says how many there are.
  const isAlone = here.some(({ name }) => name !== 'Kubernetes');
  if (given === undefined && isAlone) return { diagnostics: [] };
  const [known] = here;
  return known === undefined
    ? refused(
        '`--shard auto` finds no CI service that says which share this is',
        'GitLab, CircleCI, Buildkite and Kubernetes are known; elsewhere write `--shard 2/5`',
      )
    : refused(
        `\`--shard auto\`: ${known.name} sets no \`${known.count}\``,
        known.name === 'Kubernetes'
          ? 'set RUTTER_SHARDS to the number of completions, or write `--shard auto/5`'
          : 'let the job run in parallel, or write `--shard 2/5`',
      );
}

function fromService(
  { name, index, first, count }: Service,
  environment: Environment,
  given: number | undefined,
): ShardAnswer {
  const said = { index: environment[index] ?? '', count: environment[count] ?? '' };
  const total = given ?? wholeNumber(said.count);
  const position = wholeNumber(said.index);
  if (total === undefined || position === undefined) {
    const [variable, value] = position === undefined ? [index, said.index] : [count, said.count];
    return refused(
      `\`${variable}\` must be a whole number, found \`${value}\``,
      `it says to ${name} jobs which share is theirs; \`--shard 1/1\` runs everything`,
    );
  }
  if (given !== undefined && said.count !== '' && wholeNumber(said.count) !== given) {
    return refused(
      `\`--shard auto/${given}\` and \`${count}=${said.count}\` do not agree`,
      'write `--shard auto`',
    );
  }
  return checked(position + 1 - first, total, `${index}=${said.index} of ${total}`);
}

function checked(index: number, count: number, origin: string): ShardAnswer {
  if (count < 1 || count > mostShards || index < 1 || index > count) {
    return refused(
      `${origin} is no share: the index goes from 1 to the count, the count to ${mostShards}`,
      'write `--shard 2/5` for the second of five; `--shard 1/1` runs everything',
    );
  }
  return count === 1 ? { diagnostics: [] } : { shard: { index, count }, diagnostics: [] };
}

function refused(message: string, hint: string): ShardAnswer {
  return { diagnostics: [diagnostic({ code: 'verify-shard', message, hint })] };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}
