import { canonicalJson } from '../../model/canonical.ts';
import type { Engine, SandboxNeed } from '../../model/sandbox.ts';

export type Choice =
  | {
      readonly engine: Engine;
      /** As in `EngineAnswer`. */
      readonly fingerprint?: string | undefined;
    }
  /** Why each engine cannot give the sandbox, in words for a person. */
  | { readonly refused: readonly Refused[] };

export interface Refused {
  readonly product: string;
  readonly reason: string;
}

/** Picks the first engine that can give a sandbox. Each is asked once for each kind of sandbox. */
export function engineChooser(engines: readonly Engine[]): (need: SandboxNeed) => Promise<Choice> {
  const known = new Map<string, Promise<Choice>>();
  return (need) => {
    const key = canonicalJson(need);
    const choice = known.get(key) ?? choose(engines, need);
    known.set(key, choice);
    return choice;
  };
}

async function choose(engines: readonly Engine[], need: SandboxNeed): Promise<Choice> {
  const refused: Refused[] = [];
  for (const engine of engines) {
    const answer = await engine.provides(need);
    if (answer.ok) return { engine, fingerprint: answer.fingerprint };
    refused.push({ product: engine.product, reason: answer.reason });
  }
  return { refused };
}
