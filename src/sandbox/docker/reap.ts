import type { Connection } from './connect.ts';
import { member, textAt } from './json.ts';
import { isLeftOver, labels } from './labels.ts';

function labelsOf(container: unknown): Readonly<Record<string, string>> {
  const found = member(container, 'Labels');
  return typeof found === 'object' && found !== null ? { ...found } : {};
}

/**
 * Removes the containers of ours that nobody can need any more, started or not: those past their
 * deadline, and those whose owner was a process of this machine that is no more. Never throws.
 * @returns the ids of those that were removed
 */
export async function reapContainers(
  { client, patience }: Connection,
  nowMs: number,
): Promise<readonly string[]> {
  const filters = JSON.stringify({ label: [`${labels.sandbox}=1`] });
  const { body } = await client
    .ask({
      ...{ method: 'GET', path: '/containers/json', query: { all: '1', filters } },
      ...{ limitMs: patience.look, purpose: 'list containers' },
    })
    .catch(() => ({ body: undefined }));
  const left = (Array.isArray(body) ? body : [])
    .filter((one: unknown) => isLeftOver(labelsOf(one), nowMs))
    .map((one: unknown) => textAt(one, 'Id') ?? '')
    .filter((id) => /^[0-9a-f]{12,64}$/.test(id));
  const outcomes = await Promise.allSettled(
    left.map(async (id) => {
      await client.demand({
        ...{ method: 'DELETE', path: `/containers/${id}`, query: { force: '1', v: '1' } },
        ...{ limitMs: patience.work, purpose: 'remove a container that was left' },
      });
      return id;
    }),
  );
  return outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
