import { editDistance, nearest } from '../model/nearest.ts';

/** The keys of a page's front matter that Rutter reads. */
export const knownKeys = [
  'title',
  'description',
  'date',
  'updated',
  'draft',
  'tags',
  'slug',
  'permalink',
  'order',
  'sidebarLabel',
  'author',
  'runbook',
] as const;

export type KnownKey = (typeof knownKeys)[number];

const known: ReadonlySet<string> = new Set(knownKeys);

export function isKnownKey(key: string): key is KnownKey {
  return known.has(key);
}

/** What each unknown key was probably meant to be: few differ on a site of thousands of pages. */
const meant = new Map<string, string | undefined>();
const mostRemembered = 1000;

/** The known key that an unknown one differs from by a slip of the hand. */
export function meantKey(key: string): string | undefined {
  if (meant.has(key)) return meant.get(key);
  const guess = nearest(key, knownKeys);
  const isSlip = guess !== undefined && editDistance(key.toLowerCase(), guess.toLowerCase()) <= 2;
  const answer = isSlip ? guess : undefined;
  if (meant.size < mostRemembered) meant.set(key, answer);
  return answer;
}
