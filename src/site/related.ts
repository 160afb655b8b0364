import type { Page } from '../model/page.ts';
import type { Taxonomy } from '../model/site.ts';

/** Of the pages that share a term with one, only so many on each side of it are looked at. */
const reach = 16;

/**
 * For each of some pages those that are most like it: that share terms with it, rare ones above all.
 * Among equals the nearest in the list come first. A look at 32 neighbours a term: what it costs grows
 * with the pages, not with their pairs.
 *
 * How much a term weighs changes only when the number of its pages doubles, so that a new page leaves
 * most others with the related pages they had.
 *
 * @param pages In the order of their list, newest first.
 * @param taxonomies Whose terms count.
 */
export function relatedPages(
  pages: readonly Page[],
  taxonomies: readonly Taxonomy[],
  most: number,
): ReadonlyMap<Page, readonly Page[]> {
  const found = new Map<Page, readonly Page[]>();
  if (most === 0) return found;
  const places = new Map(pages.map((page, at) => [page, at]));
  /** Of each page: the lists it is in, by their number, and its place there, in turn. */
  const memberships: number[][] = pages.map(() => []);
  const lists: Uint32Array[] = [];
  const weights: number[] = [];
  for (const { pages: members } of taxonomies.flatMap(({ terms }) => terms)) {
    const list = Uint32Array.from(members.flatMap((page) => places.get(page) ?? [])).sort();
    if (list.length < 2) continue;
    for (const [at, place] of list.entries()) memberships[place]?.push(lists.length, at);
    lists.push(list);
    weights.push(1 / (1 + Math.floor(Math.log2(list.length))));
  }
  const scores = new Float64Array(pages.length);
  for (const [own, page] of pages.entries()) {
    const member = memberships[own] ?? [];
    const touched: number[] = [];
    for (let at = 0; at < member.length; at += 2) {
      const list = lists[member[at] ?? 0] ?? new Uint32Array();
      const weight = weights[member[at] ?? 0] ?? 0;
      const place = member[at + 1] ?? 0;
      const end = Math.min(list.length, place + reach + 1);
      for (let near = Math.max(0, place - reach); near < end; near += 1) {
        const other = list[near] ?? own;
        if (other === own || isOneSeries(page, pages[other])) continue;
        if (scores[other] === 0) touched.push(other);
        scores[other] = (scores[other] ?? 0) + weight;
      }
    }
    if (touched.length === 0) continue;
    const best = likest(touched, most, (a, b) => {
      const more = (scores[b] ?? 0) - (scores[a] ?? 0);
      return more || Math.abs(a - own) - Math.abs(b - own) || a - b;
    });
    found.set(
      page,
      best.flatMap((other) => pages[other] ?? []),
    );
    for (const other of touched) scores[other] = 0;
  }
  return found;
}

/** The first few in an order; most of many are never moved. */
function likest(
  all: readonly number[],
  most: number,
  order: (a: number, b: number) => number,
): readonly number[] {
  const best: number[] = [];
  for (const one of all) {
    const last = best[most - 1];
    if (last !== undefined && order(last, one) <= 0) continue;
    let at = best.length;
    while (at > 0 && order(best[at - 1] ?? one, one) > 0) at -= 1;
    best.splice(at, 0, one);
    if (best.length > most) best.pop();
  }
  return best;
}

/** They lead to each other anyway. */
function isOneSeries(page: Page, other: Page | undefined): boolean {
  const { series } = page.frontmatter;
  return series !== undefined && series.name === other?.frontmatter.series?.name;
}
