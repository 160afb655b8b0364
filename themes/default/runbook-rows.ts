import type { Page } from '../../src/model/page.ts';
import type { Badge, Evidence } from '../../src/model/report.ts';
import type { Proof, Site } from '../../src/model/site.ts';
import { badgeOrder } from './parts/badge.ts';
import type { Translate } from './words.ts';

export interface RunbookRow {
  readonly page: Page;
  readonly proof: Proof;
  readonly badge: Badge;
  /** Of the images that were run. */
  readonly evidence: readonly Evidence[];
  /** When the image that has waited longest last passed; absent unless all that were run passed. */
  readonly proven?: string | undefined;
  readonly durationMs: number;
}

/**
 * The runbooks among the pages: the worst badge first, among equals the one that has waited longest
 * for a proof, then by title.
 */
export function runbookRows(pages: readonly Page[], site: Site): readonly RunbookRow[] {
  return pages
    .flatMap((page) => {
      const proof = site.proofs.get(page.id);
      return proof === undefined ? [] : [row(page, proof)];
    })
    .sort(
      (a, b) =>
        badgeOrder.indexOf(a.badge) - badgeOrder.indexOf(b.badge) ||
        order(a.proven ?? '', b.proven ?? '') ||
        order(a.page.title, b.page.title),
    );
}

function row(page: Page, proof: Proof): RunbookRow {
  const { images, badge } = proof.status;
  const evidence = images.flatMap((one) => (one.evidence === undefined ? [] : [one.evidence]));
  const passed = evidence.length > 0 && evidence.every(({ status }) => status === 'passed');
  return {
    page,
    proof,
    badge,
    evidence,
    proven: passed ? evidence.map(({ startedAt }) => startedAt).sort()[0] : undefined,
    durationMs: evidence.reduce((sum, one) => sum + one.durationMs, 0),
  };
}

/** By code point: the same under every locale. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `8 runbooks: 7 verified, 1 stale` */
export function countRunbooks(rows: readonly RunbookRow[], t: Translate): string {
  const counts = [...badgeOrder].reverse().flatMap((badge) => {
    const count = rows.filter((one) => one.badge === badge).length;
    return count === 0 ? [] : [`${count} ${t(badge)}`];
  });
  const total = t('runbookCount', { count: rows.length });
  return counts.length === 0 ? total : t('countsOf', { total, counts: counts.join(', ') });
}
