/**
 * The candidate that a misspelt word most likely meant, or undefined when none is near: at most a
 * third of the word's letters may differ (two letters at least for words of four or more, none of a
 * word that is a single letter).
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase().slice(0, longestWord);
  const allowed =
    wanted.length < 2 ? 0 : wanted.length < 4 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let limit = allowed;
  for (const candidate of candidates) {
    const folded = candidate.toLowerCase();
    // A letter more or less is a difference each.
    if (Math.abs(folded.length - wanted.length) > limit) continue;
    const distance = editDistance(wanted, folded, limit);
    if (distance > limit) continue;
    best = candidate;
    limit = distance - 1;
    if (limit < 0) break;
  }
  return best;
}

/** Words come from hostile text; the cost below grows with their length. */
const longestWord = 64;

/**
 * Insertions, deletions, changes of a letter and swaps of two neighbours that turn `a` into `b`. Any
 * number above `limit` stands for all of these.
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let [endA, endB] = [a.length, b.length];
  for (; endA > start && endB > start && a[endA - 1] === b[endB - 1]; endA -= 1) endB -= 1;
  return distance(a.slice(start, endA), b.slice(start, endB), limit);
}

/** By rows, of which only what is not too far from the diagonal is filled in. */
function distance(a: string, b: string, limit: number): number {
  let spare: number[] = [];
  let before: number[] = [];
  let row: number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  let leastBefore = Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    const next = spare;
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    next[from - 1] = from === 1 ? i : Infinity;
    let least = next[from - 1] ?? i;
    for (let j = from; j <= to; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (row[j] ?? Infinity) + 1,
        (next[j - 1] ?? Infinity) + 1,
        (row[j - 1] ?? Infinity) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? Infinity) + 1);
      }
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (to < b.length) next[to + 1] = Infinity;
    // A swap reaches back over two rows, and costs one.
    if (least > limit && leastBefore >= limit) return least;
    leastBefore = least;
    spare = before;
    before = row;
    row = next;
  }
  return row[b.length] ?? Infinity;
}
