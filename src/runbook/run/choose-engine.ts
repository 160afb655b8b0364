import type { Engine, EngineAnswer, SandboxNeed } from '../../model/sandbox.ts';
import { type PullOptions, puller, reasonAgainstPull } from './pull-images.ts';

export type Choice =
  | {
      readonly engine: Engine;
      /** See `EngineAnswer`. */
      readonly fingerprint?: string | undefined;
      readonly digests: Readonly<Record<string, string>>;
    }
  /** Why each engine cannot give the sandbox, in words for a person. */
  | { readonly refused: readonly Refused[] };

export interface Refused {
  readonly product: string;
  readonly reason: string;
  /** Images that it does not have. */
  readonly missing?: readonly string[] | undefined;
}

/** Without options nothing is pulled. */
export type ChooserOptions = PullOptions;

const nothing: PullOptions = { pull: 'never', registries: [], offline: false };

/**
 * Picks the first engine that can give a sandbox, pulling what is missing where that is allowed. Each
 * engine is asked once for each kind of sandbox, and for each image at the most once in a run.
 */
export function engineChooser(
  engines: readonly Engine[],
  options: ChooserOptions = nothing,
): (need: SandboxNeed) => Promise<Choice> {
  const known = new Map<string, Promise<Choice>>();
  const pull = puller(options);
  return (need) => {
    const { image, network, privileges, serviceImages, digests } = need;
    const key = JSON.stringify([image, network, privileges, serviceImages, digests]);
    const choice = known.get(key) ?? choose(engines, need, { options, pull });
    known.set(key, choice);
    return choice;
  };
}

interface Pulling {
  readonly options: PullOptions;
  readonly pull: ReturnType<typeof puller>;
}

async function choose(
  engines: readonly Engine[],
  need: SandboxNeed,
  pulling: Pulling,
): Promise<Choice> {
  const refused: Refused[] = [];
  for (const engine of engines) {
    const answer = await askFor(need, engine, pulling);
    if (answer.ok) {
      const { fingerprint, digests } = answer;
      return { engine, digests, ...(fingerprint === undefined ? {} : { fingerprint }) };
    }
    const { reason, missing } = answer;
    refused.push({ product: engine.product, reason, ...(missing && { missing }) });
  }
  return { refused };
}

async function askFor(
  need: SandboxNeed,
  engine: Engine,
  { options, pull }: Pulling,
): Promise<EngineAnswer> {
  const answer = await engine.provides(need);
  if (engine.pull === undefined) return answer;
  const wanted = answer.ok ? moving(need, answer.digests, options) : (answer.missing ?? []);
  if (wanted.length === 0) return answer;
  const problems = await Promise.all(wanted.map((reference) => pull(engine, reference)));
  const problem = problems.find((one) => one !== undefined);
  if (problem === undefined) return await engine.provides(need);
  if (answer.ok) return { ok: false, reason: problem };
  return { ...answer, reason: `${answer.reason}; ${problem}` };
}

/**
 * Images that are there, whose tag may mean another one today. What is on the engine may always run,
 * so one that may not be pulled is taken as it is; and so is a pinned one.
 */
function moving(
  { digests }: SandboxNeed,
  found: Readonly<Record<string, string>>,
  options: PullOptions,
): readonly string[] {
  if (options.pull !== 'always') return [];
  return Object.keys(found).filter(
    (one) => digests?.[one] === undefined && reasonAgainstPull(one, options) === undefined,
  );
}
