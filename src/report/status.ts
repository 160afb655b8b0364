import type { Badge, Evidence, ImageStatus, RunbookStatus } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import { worstOf } from '../model/standing.ts';

/** `statusOf` for many runbooks: their evidence is found, and not looked for. */
export function statusFinder(evidence: readonly Evidence[]): (runbook: Runbook) => RunbookStatus {
  const byRunbook = new Map<string, Evidence[]>();
  for (const one of evidence) {
    const own = byRunbook.get(one.runbook) ?? [];
    byRunbook.set(one.runbook, own);
    own.push(one);
  }
  return (runbook) => statusOf(runbook, byRunbook.get(runbook.id) ?? []);
}

/**
 * What a page shows of its evidence. A page that names images needs every one of them. An image
 * without evidence of its own is `stale` where the runbook was proven in one that it no longer names.
 */
export function statusOf(runbook: Runbook, evidence: readonly Evidence[]): RunbookStatus {
  // A part of the steps proves nothing of the page.
  const own = evidence.filter((one) => one.runbook === runbook.id && !one.partial);
  const wanted: readonly (string | undefined)[] =
    runbook.sandbox.images.length === 0 ? [undefined] : runbook.sandbox.images;
  const movedOn = own.some((one) => !wanted.includes(one.image));
  const images = wanted.map((image): ImageStatus => {
    const found = own.find((one) => one.image === image);
    const named = image === undefined ? {} : { image };
    return found === undefined
      ? { ...named, badge: movedOn ? 'stale' : 'unverified' }
      : { ...named, badge: badgeOf(runbook, found), evidence: found };
  });
  const badge = worstOf(images.map((image) => image.badge));
  const known = new Set(own.flatMap((one) => one.steps.map((step) => step.digest)));
  const changedSteps =
    badge === 'stale'
      ? runbook.steps
          .filter((step) => step.skip === undefined && !known.has(step.digest))
          .map((step) => step.id)
      : [];
  return { badge, images, changedSteps };
}

function badgeOf(runbook: Runbook, evidence: Evidence): Badge {
  if (evidence.runbookDigest !== runbook.digest) return 'stale';
  if (evidence.status !== 'passed') return 'failing';
  // Where every step was skipped nothing failed, and nothing is proven.
  return evidence.steps.some((step) => step.status === 'passed') ? 'verified' : 'unverified';
}
