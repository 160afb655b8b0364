import type { Report } from '../model/report.ts';

/** What a report ran in, in words; of one that did not run, what it was to run in. */
export function groundName(report: Report): string {
  return report.ground?.name ?? report.image ?? 'the default sandbox';
}
