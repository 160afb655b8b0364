import type { Engine, SandboxNeed } from '../../model/sandbox.ts';

export type Choice =
  | { readonly engine: Engine }
  /** Why each engine cannot give the sandbox, in words for a person. */
  | { readonly refused: readonly Refused[] };

export interface Refused {
  readonly product: string;
  readonly reason: string;
}

/** Picks the first engine that can give a sandbox. Each is asked once for each kind of sandbox. */
export function engineChooser(engines: readonly Engine[]): (need: SandboxNeed) => Promise<Choice> {
  const known = new Map<string, Promise<Choice>>();
  return ({ image, network, privileges }) => {
    const key = JSON.stringify([image, network, privileges]);
    const choice = known.get(key) ?? choose(engines, { image, network, privileges });
    known.set(key, choice);
    return choice;
  };
}

async function choose(engines: readonly Engine[], need: SandboxNeed): Promise<Choice> {
  const refused: Refused[] = [];
  for (const engine of engines) {
    const answer = await engine.provides(need);
    if (answer.ok) return { engine };
    refused.push({ product: engine.product, reason: answer.reason });
  }
  return { refused };
}
