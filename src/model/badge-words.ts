import type { Badge } from './report.ts';

/** What stands on a badge, in the language of its page. */
export interface BadgeWords extends Readonly<Record<Badge, string>> {
  readonly runbook: string;
  /** `proven 2026-11-21` of an instant. */
  proven(iso: string): string;
}

/** Where a theme says nothing. */
export const englishBadge: BadgeWords = {
  verified: 'verified',
  failing: 'failing',
  stale: 'stale',
  unverified: 'unverified',
  runbook: 'Runbook',
  proven: (iso) => `proven ${iso.slice(0, 10)}`,
};
