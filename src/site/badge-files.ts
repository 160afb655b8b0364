import type { BadgeWords } from '../model/badge-words.ts';
import type { PlannedFile } from '../model/output.ts';
import type { Page } from '../model/page.ts';
import type { Badge } from '../model/report.ts';
import type { Collection, Proof, Site } from '../model/site.ts';
import { keyOf } from '../model/source.ts';
import { byNeed, countStates, type Standing, standingOf, worstOf } from '../model/standing.ts';
import { type BadgeText, badgeSvg } from './badge-svg.ts';

/** Where the badge of a page is: `a/badge.svg` beside `a/index.html`, `a.badge.svg` beside `a.html`. */
export function badgePath(outputPath: string): string {
  if (/(?:^|\/)index\.html$/.test(outputPath))
    return outputPath.replace(/index\.html$/, 'badge.svg');
  return `${outputPath.replace(/\.html?$/i, '')}.badge.svg`;
}

/** The badge of a page that has a proof. */
export function pageBadge(
  page: Page,
  { status }: Proof,
  { site, words }: { readonly site: Site; readonly words: BadgeWords },
): PlannedFile {
  const { badge, proven, evidence } = standingOf(status);
  const isVerified = badge === 'verified' && proven !== undefined;
  const places = [...new Set(evidence.flatMap(({ ground }) => ground?.name ?? []))].join(', ');
  const state = isVerified ? `${words.verified}, ${words.proven(proven)}` : words[badge];
  return badgeFile(badgePath(page.outputPath), {
    label: words.runbook,
    message: isVerified ? words.proven(proven) : words[badge],
    state: badge,
    title: `${page.title}: ${state}${isVerified && places !== '' ? ` (${places})` : ''}`,
    language: site.config.language,
    direction: site.config.direction,
  });
}

/** The badge of a collection of runbooks: how many are in the worst state, and how many are verified. */
export function collectionBadge(
  outputPath: string,
  standings: readonly Standing[],
  of: { readonly collection: Collection; readonly site: Site; readonly words: BadgeWords },
): PlannedFile {
  const { collection, site, words } = of;
  const states: readonly Badge[] = standings.map(({ badge }) => badge);
  const counts = countStates(states);
  const state = worstOf(states);
  const inWords = (badges: readonly Badge[]): string =>
    badges
      .filter((badge) => counts[badge] > 0)
      .map((badge) => `${counts[badge]} ${words[badge]}`)
      .join(', ');
  const label = collection.config.title;
  return badgeFile(badgePath(outputPath), {
    ...{ label, message: inWords([...new Set([state, 'verified' as const])]), state },
    title: `${label}: ${inWords(byNeed)}`,
    language: site.config.language,
    direction: site.config.direction,
  });
}

function badgeFile(path: string, text: BadgeText): PlannedFile {
  return { path, key: () => keyOf(JSON.stringify(['badge', text])), make: () => badgeSvg(text) };
}
