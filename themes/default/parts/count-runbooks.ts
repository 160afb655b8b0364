import { byNeed, countStates, type RunbookRow } from '../../../src/model/standing.ts';
import type { Translate } from '../words.ts';

/** `8 runbooks: 7 verified, 1 stale` */
export function countRunbooks(rows: readonly RunbookRow[], t: Translate): string {
  const states = countStates(rows.map(({ badge }) => badge));
  const counts = [...byNeed].reverse().flatMap((badge) => {
    const count = states[badge];
    return count === 0 ? [] : [`${count} ${t(badge)}`];
  });
  const total = t('runbookCount', { count: rows.length });
  return counts.length === 0 ? total : t('countsOf', { total, counts: counts.join(', ') });
}
