import type { Pairing } from '../compare/align.ts';

/**
 * An alignment in which a `...` does not take what stands in the place of a line that is missing beside
 * it: `old`, `...` and `new` make `new`, `...` and not `...` alone, which would say less than before.
 */
export function sharpened(
  pairs: readonly Pairing[],
  isDots: (i: number) => boolean,
): readonly Pairing[] {
  const result: Pairing[] = [];
  let at = 0;
  while (at < pairs.length) {
    const pair = pairs[at];
    if (pair === undefined) break;
    at += 1;
    if (pair.kind !== 'missing' || !isDots(pair.i)) {
      result.push(pair);
      continue;
    }
    const taken: number[] = [];
    for (let next = pairs[at]; next?.kind === 'skipped'; next = pairs[at]) {
      taken.push(next.j);
      at += 1;
    }
    const isGone = (one: Pairing | undefined): boolean => one?.kind === 'missing' && !isDots(one.i);
    let before = 0;
    while (before < taken.length && isGone(result.at(-1 - before))) before += 1;
    let after = 0;
    while (after < taken.length - before && isGone(pairs[at + after])) after += 1;
    const first = taken.splice(0, before);
    const last = taken.splice(Math.max(0, taken.length - after));
    result.push(...first.map(extra), pair);
    result.push(...taken.map((j): Pairing => ({ kind: 'skipped', i: pair.i, j })));
    result.push(...last.map(extra));
  }
  return result;
}

function extra(j: number): Pairing {
  return { kind: 'extra', j };
}
