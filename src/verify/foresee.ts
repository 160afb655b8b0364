import type { Engine, SandboxNeed } from '../model/sandbox.ts';
import type { Choice, Refused } from '../runbook/run/choose-engine.ts';
import { type PullOptions, reasonAgainstPull } from '../runbook/run/pull-images.ts';

/** The engine that would be taken; `pulls` are the images that it would have to get first. */
export type Foreseen =
  | (Extract<Choice, { readonly engine: Engine }> & { readonly pulls: readonly string[] })
  | { readonly refused: readonly Refused[] };

/** What `engineChooser` would choose, told without pulling anything. */
export async function foresee(
  engines: readonly Engine[],
  need: SandboxNeed,
  options: PullOptions,
): Promise<Foreseen> {
  const refused: Refused[] = [];
  for (const engine of engines) {
    const answer = await engine.provides(need);
    if (answer.ok) {
      const { fingerprint, digests } = answer;
      const pulls = options.pull === 'always' && !options.offline ? Object.keys(digests) : [];
      return { engine, fingerprint, digests, pulls: engine.pull === undefined ? [] : pulls };
    }
    const { missing = [], reason } = answer;
    const against = missing.flatMap((image) => reasonAgainstPull(image, options) ?? []);
    if (engine.pull !== undefined && missing.length > 0 && against.length === 0) {
      return { engine, digests: {}, pulls: missing };
    }
    const why = engine.pull === undefined ? [] : against;
    refused.push({ product: engine.product, reason: [reason, ...new Set(why)].join('; ') });
  }
  return { refused };
}
