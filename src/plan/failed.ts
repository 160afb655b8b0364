import type { Evidence } from '../model/report.ts';
import { runKey } from '../model/run-key.ts';
import type { Run } from './runs.ts';

/**
 * The runs whose last report says failed or error. Those that have not run yet did not fail; what
 * could not run at all leaves the evidence as it was, and so counts as it did before.
 */
export function failedRuns(runs: readonly Run[], evidence: readonly Evidence[]): readonly Run[] {
  const failed = new Set(
    evidence
      .filter(({ status }) => status === 'failed' || status === 'error')
      .map(({ runbook, image }) => runKey(runbook, image)),
  );
  return runs.filter(({ key }) => failed.has(key));
}
