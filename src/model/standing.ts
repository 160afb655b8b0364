import type { Page } from './page.ts';
import type { Badge, Evidence, RunbookStatus } from './report.ts';
import type { Proof, Site } from './site.ts';

/** What needs somebody comes before what does not. */
export const byNeed: readonly Badge[] = ['failing', 'stale', 'unverified', 'verified'];

/** What the evidence of a runbook comes to, for lists. */
export interface Standing {
  readonly badge: Badge;
  /** Of the images that were run. */
  readonly evidence: readonly Evidence[];
  /** When the image that has waited longest last passed; absent where one of those that ran never did. */
  readonly proven?: string | undefined;
  /** When it was run last. */
  readonly lastRun?: string | undefined;
  /** Of the last run in each image together; absent where there was none. */
  readonly durationMs?: number | undefined;
}

export function standingOf({ badge, images }: RunbookStatus): Standing {
  const evidence = images.flatMap((one) => (one.evidence === undefined ? [] : [one.evidence]));
  if (evidence.length === 0) return { badge, evidence };
  const passes = evidence.map(lastPass);
  return {
    badge,
    evidence,
    // Instants in UTC sort as text.
    proven: passes.includes(undefined) ? undefined : passes.sort()[0],
    lastRun: evidence
      .map(({ startedAt }) => startedAt)
      .sort()
      .at(-1),
    durationMs: evidence.reduce((sum, one) => sum + one.durationMs, 0),
  };
}

/** When a runbook last passed in an image, as far back as is remembered. */
export function lastPass({ status, startedAt, history = [] }: Evidence): string | undefined {
  if (status === 'passed') return startedAt;
  return history.findLast((one) => one.status === 'passed')?.startedAt;
}

/** A runbook of a list, and what its evidence comes to. */
export interface RunbookRow extends Standing {
  readonly page: Page;
  readonly proof: Proof;
}

/**
 * The runbooks among the pages: the worst badge first, among equals the one that has waited longest
 * for a proof, then by title.
 */
export function runbookRows(
  pages: readonly Page[],
  { proofs }: Pick<Site, 'proofs'>,
): readonly RunbookRow[] {
  return pages
    .flatMap((page) => {
      const proof = proofs.get(page.id);
      return proof === undefined ? [] : [{ ...standingOf(proof.status), page, proof }];
    })
    .sort(compareByNeed);
}

function compareByNeed(a: RunbookRow, b: RunbookRow): number {
  return (
    byNeed.indexOf(a.badge) - byNeed.indexOf(b.badge) ||
    compare(a.proven ?? '', b.proven ?? '') ||
    compare(a.page.title, b.page.title)
  );
}

/** By code units: the same under every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many are in each state. */
export function countStates(states: readonly Badge[]): Readonly<Record<Badge, number>> {
  const having = (badge: Badge): number => states.filter((one) => one === badge).length;
  return {
    verified: having('verified'),
    failing: having('failing'),
    stale: having('stale'),
    unverified: having('unverified'),
  };
}

/** The state of the one that needs somebody most. */
export function worstOf(states: readonly Badge[]): Badge {
  return byNeed.find((one) => states.includes(one)) ?? 'unverified';
}
