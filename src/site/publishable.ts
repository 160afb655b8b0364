import type { Config } from '../model/config.ts';
import type { Entry, FrontMatter } from '../model/page.ts';

export interface Withheld {
  readonly entry: Entry;
  readonly why: 'draft' | 'future' | 'expired';
}

/**
 * Parts the pages of a build from those that are not to be seen yet, or no longer.
 * @param now In milliseconds since 1970: the only clock that has a part in a site.
 */
export function publishable(
  entries: readonly Entry[],
  options: { readonly include: Config['include']; readonly now: number },
): { readonly published: readonly Entry[]; readonly withheld: readonly Withheld[] } {
  const published: Entry[] = [];
  const withheld: Withheld[] = [];
  for (const entry of entries) {
    const why = reason(entry.frontmatter, options);
    if (why === undefined) published.push(entry);
    else withheld.push({ entry, why });
  }
  return { published, withheld };
}

function reason(
  frontmatter: FrontMatter,
  { include, now }: { readonly include: Config['include']; readonly now: number },
): Withheld['why'] | undefined {
  if (frontmatter.draft && !include.drafts) return 'draft';
  const { from, until } = seenBetween(frontmatter);
  if (from > now && !include.future) return 'future';
  return until <= now && !include.expired ? 'expired' : undefined;
}

/** From when (included) and until when (excluded) a page is to be seen, in milliseconds since 1970. */
function seenBetween({ date, publishDate, expiryDate }: FrontMatter) {
  const first = publishDate ?? date;
  return {
    from: first === undefined ? Number.NEGATIVE_INFINITY : Date.parse(first.iso),
    until: expiryDate === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiryDate.iso),
  };
}

/**
 * From when (included) and until when (excluded) the same pages would be published, in milliseconds
 * since 1970; finite numbers.
 */
export function clockOf(
  published: readonly Entry[],
  withheld: readonly Withheld[],
  include: Config['include'],
): { readonly from: number; readonly until: number } {
  let [latest, next] = [0, Number.MAX_SAFE_INTEGER];
  const before = (time: number): void => {
    if (Number.isFinite(time)) latest = Math.max(latest, time);
  };
  const after = (time: number): void => {
    if (Number.isFinite(time)) next = Math.min(next, time);
  };
  for (const { frontmatter } of published) {
    const { from, until } = seenBetween(frontmatter);
    if (!include.future) before(from);
    if (!include.expired) after(until);
  }
  for (const { entry, why } of withheld) {
    const { from, until } = seenBetween(entry.frontmatter);
    if (why === 'future') after(from);
    // What has expired would come back to a clock that is set back.
    else if (why === 'expired') before(until);
  }
  return { from: latest, until: next };
}
