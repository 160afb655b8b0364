import type { Config } from '../model/config.ts';
import type { Entry } from '../model/page.ts';

export interface Withheld {
  readonly entry: Entry;
  readonly why: 'draft' | 'future';
}

/**
 * Parts the pages of a build from those that are not to be seen yet.
 * @param now In milliseconds since 1970: the only clock that has a part in a site.
 */
export function publishable(
  entries: readonly Entry[],
  options: { readonly include: Config['include']; readonly now: number },
): { readonly published: readonly Entry[]; readonly withheld: readonly Withheld[] } {
  const published: Entry[] = [];
  const withheld: Withheld[] = [];
  for (const entry of entries) {
    const { draft, date } = entry.frontmatter;
    const isFuture = date !== undefined && Date.parse(date.iso) > options.now;
    if (draft && !options.include.drafts) withheld.push({ entry, why: 'draft' });
    else if (isFuture && !options.include.future) withheld.push({ entry, why: 'future' });
    else published.push(entry);
  }
  return { published, withheld };
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
  let from = 0;
  for (const { frontmatter } of include.future ? [] : published) {
    if (frontmatter.date !== undefined) from = Math.max(from, Date.parse(frontmatter.date.iso));
  }
  let until = Number.MAX_SAFE_INTEGER;
  for (const { entry, why } of withheld) {
    const { date } = entry.frontmatter;
    if (why === 'future' && date !== undefined) until = Math.min(until, Date.parse(date.iso));
  }
  return { from, until };
}
