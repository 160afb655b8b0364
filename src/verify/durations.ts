import { loadEvidence } from '../report/evidence.ts';
import type { RunOf } from './events.ts';

/** How long a run took the last time, in milliseconds, as the evidence says; read when it is asked for. */
export function durationsOf(stateDir: string): (run: RunOf) => Promise<number | undefined> {
  let known: Promise<ReadonlyMap<string, number>> | undefined;
  return async ({ runbook, image }) => {
    known ??= read(stateDir);
    return (await known).get(keyOf(runbook.id, image));
  };
}

async function read(stateDir: string): Promise<ReadonlyMap<string, number>> {
  const { evidence } = await loadEvidence(stateDir);
  return new Map(evidence.map((one) => [keyOf(one.runbook, one.image), one.durationMs]));
}

function keyOf(runbook: string, image: string | undefined): string {
  return JSON.stringify([runbook, image]);
}
