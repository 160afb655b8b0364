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
