import type { Connection } from './connect.ts';
import { isLeftOver, labels } from './labels.ts';

/**
 * Removes the containers of ours that nobody can need any more, started or not: those past their
 * deadline, and those whose owner was a process of this machine that is no more. Never throws.
 * @returns the ids of those that were removed
 */
export async function reapContainers(
  { docker }: Connection,
  nowMs: number,
): Promise<readonly string[]> {
  const found = await docker
    .listContainers({ all: true, filters: { label: [`${labels.sandbox}=1`] } })
    .catch(() => []);
  const left = found.filter((one) => isLeftOver(one.Labels ?? {}, nowMs));
  const outcomes = await Promise.allSettled(
    left.map(async (one) => {
      await docker.getContainer(one.Id).remove({ force: true, v: true });
      return one.Id;
    }),
  );
  return outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
