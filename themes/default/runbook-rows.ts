import type { Page } from '../../src/model/page.ts';
import type { Proof, Site } from '../../src/model/site.ts';
import { byNeed, compareByNeed, type Standing, standingOf } from '../../src/model/standing.ts';
import type { Translate } from './words.ts';

/** A runbook of a list, and what its evidence comes to. */
export interface RunbookRow extends Standing {
  readonly page: Page;
  readonly proof: Proof;
}

/**
 * The runbooks among the pages: the worst badge first, among equals the one that has waited longest
 * for a proof, then by title.
 */
export function runbookRows(pages: readonly Page[], site: Site): readonly RunbookRow[] {
  return pages
    .flatMap((page) => {
      const proof = site.proofs.get(page.id);
      if (proof === undefined) return [];
      const standing = standingOf(proof.status);
      return [{ title: page.title, standing, row: { ...standing, page, proof } }];
    })
    .sort(compareByNeed)
    .map(({ row }) => row);
}

/** What it ran in, or asks to run in, by name; each once. */
export function imagesOf({ proof }: Pick<RunbookRow, 'proof'>): readonly string[] {
  const names = proof.status.images.flatMap(
    ({ image, evidence }) => image ?? evidence?.ground?.image ?? evidence?.ground?.name ?? [],
  );
  return [...new Set(names)];
}

/** `8 runbooks: 7 verified, 1 stale` */
export function countRunbooks(rows: readonly RunbookRow[], t: Translate): string {
  const counts = [...byNeed].reverse().flatMap((badge) => {
    const count = rows.filter((one) => one.badge === badge).length;
    return count === 0 ? [] : [`${count} ${t(badge)}`];
  });
  const total = t('runbookCount', { count: rows.length });
  return counts.length === 0 ? total : t('countsOf', { total, counts: counts.join(', ') });
}
