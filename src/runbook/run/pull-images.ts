import type { PullPolicy } from '../../model/config.ts';
import { parseImageReference, registryOf } from '../../model/image-reference.ts';
import type { Engine } from '../../model/sandbox.ts';

export interface PullOptions {
  readonly pull: PullPolicy;
  /** Hosts that images may be pulled from, as `verify.allow.registries` has them. */
  readonly registries: readonly string[];
  /** Nothing is pulled, whatever `pull` says. */
  readonly offline: boolean;
  /** Told before an image is pulled, which may take minutes. */
  readonly onPull?:
    | ((pull: { readonly reference: string; readonly product: string }) => void)
    | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Why an image may not be pulled, and what would have to be changed; undefined where it may. */
export function reasonAgainstPull(
  reference: string,
  { pull, registries, offline }: PullOptions,
): string | undefined {
  if (offline) return 'with `--offline` nothing is pulled';
  if (pull === 'never') return "nothing is pulled, for `verify.pull` is 'never'";
  const parsed = parseImageReference(reference);
  if (parsed === undefined) return `${JSON.stringify(reference)} is no image reference`;
  const host = registryOf(parsed);
  if (registries.some((one) => one.toLowerCase() === host)) return undefined;
  return `nothing is pulled from ${host}, for \`verify.allow.registries\` does not name it`;
}

/** Pulls each image once for an engine; answers what is in the way. */
export function puller(
  options: PullOptions,
): (engine: Engine, reference: string) => Promise<string | undefined> {
  const pulls = new Map<Engine, Map<string, Promise<string | undefined>>>();
  return (engine, reference) => {
    const own = pulls.get(engine) ?? new Map<string, Promise<string | undefined>>();
    pulls.set(engine, own);
    const pull = own.get(reference) ?? pullOnce(engine, reference, options);
    own.set(reference, pull);
    return pull;
  };
}

async function pullOnce(
  engine: Engine,
  reference: string,
  options: PullOptions,
): Promise<string | undefined> {
  const against = reasonAgainstPull(reference, options);
  if (against !== undefined) return against;
  options.onPull?.({ reference, product: engine.product });
  const done = await engine.pull?.(reference, options.signal);
  return done?.failed === undefined ? undefined : `it could not be pulled: ${done.failed}`;
}
