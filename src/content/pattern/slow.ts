import { type Positions, positionsOf } from './positions.ts';

/**
 * Whether a regular expression may take forever on some text: it can go two ways around a loop on the
 * same characters, has so many loops one behind the other that share some that a text of 200 is too
 * long, or has more ways than can be gone through a text of one or two characters again and again.
 * After Weber and Seidl, On the degree of ambiguity of finite automata (1991), and conservative.
 */
export function isSlow(pattern: string): boolean {
  const looped = positionsOf(pattern, mostTimes);
  if (isExponential(looped) || loopsInLine(looped) > mostLoops) return true;
  const positions = positionsOf(pattern);
  return wordsOf(positions).some((word) => waysThrough(positions, word) > mostWays);
}

/** What is repeated more often is as bad as what is repeated without end. */
const mostTimes = 4;
/** As many steps are over before a reader has noticed. */
const mostWays = 2_000_000;
/** The longest value. */
const longestText = 200;
const mostCharacters = 12;

/** One character of each kind that the positions tell apart, and two in turn. */
function wordsOf({ takes }: Positions): readonly (readonly number[])[] {
  const kinds = new Map<string, number>();
  for (const character of union(takes)) {
    const kind = takes.map((one) => (one.has(character) ? '1' : '0')).join('');
    if (!kinds.has(kind)) kinds.set(kind, character);
  }
  const characters = [...kinds.values()].slice(0, mostCharacters);
  return characters.flatMap((one) => characters.map((other) => [one, other]));
}

/** The most ways that lead on from any position through a text of that word again and again. */
function waysThrough({ takes, follow }: Positions, word: readonly number[]): number {
  let ways = takes.map(() => 1);
  let most = 0;
  for (let left = longestText; left > 0 && most <= mostWays; left -= 1) {
    const character = word[left % word.length] ?? 0;
    const on = ways.map((count, position) => (takes[position]?.has(character) ? count : 0));
    ways = follow.map((next) => next.reduce((sum, position) => sum + (on[position] ?? 0), 1));
    most = ways.reduce((one, other) => Math.max(one, other), 0);
  }
  return most;
}

/** On 200 characters three of them are a million steps. */
const mostLoops = 3;
/** A pattern of 200 characters whose repetitions are told apart has far fewer. */
const mostPairs = 200_000;

/** Two ways from a position back to it, on the same text. */
function isExponential({ takes, follow }: Positions): boolean {
  const count = takes.length;
  const loopOf = new Map(
    loopsOf(follow).flatMap((loop) => loop.map((one) => [one, loop] as const)),
  );
  const meets = memo(count, (one, other) => shares(takes[one], takes[other]));
  const next = (pair: number): readonly number[] => {
    const [one, other] = [Math.floor(pair / count), pair % count];
    return (follow[one] ?? []).flatMap((first) =>
      // What has left the loop does not come back.
      (follow[other] ?? []).flatMap((second) =>
        loopOf.get(first) === loopOf.get(one) &&
        loopOf.get(second) === loopOf.get(one) &&
        meets(first, second)
          ? [first * count + second]
          : [],
      ),
    );
  };
  for (const start of loopOf.keys()) {
    // Ways that have parted before they come back to where they began together.
    const seen = new Set<number>();
    const queue: (readonly [pair: number, apart: boolean])[] = [[start * count + start, false]];
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
      const [pair, wasApart] = item;
      if (seen.size > mostPairs) return true;
      const ways = next(pair);
      const isTogether = Math.floor(pair / count) === pair % count;
      for (const to of new Set(ways)) {
        // From one position to the same one by two edges, too.
        const twice =
          isTogether &&
          Math.floor(to / count) === to % count &&
          ways.filter((one) => one === to).length > 1;
        const isApart = wasApart || twice || Math.floor(to / count) !== to % count;
        if (to === start * count + start && isApart) return true;
        const key = to * 2 + Number(isApart);
        if (seen.has(key)) continue;
        seen.add(key);
        queue.push([to, isApart]);
      }
    }
  }
  return false;
}

/** The greatest number of loops one behind the other, each of which can take what leads to the next. */
function loopsInLine({ takes, follow }: Positions): number {
  const loops = loopsOf(follow);
  const taken = loops.map((loop) => union(loop.map((one) => takes[one])));
  const leads = loops.map((loop, from) => {
    const seen = new Set(loop);
    const queue = [...loop];
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
      for (const to of follow[one] ?? []) {
        if (seen.has(to) || !shares(takes[to], taken[from])) continue;
        seen.add(to);
        queue.push(to);
      }
    }
    return loops.flatMap((other, to) =>
      to !== from && other.some((one) => seen.has(one)) && shares(taken[from], taken[to])
        ? [to]
        : [],
    );
  });
  const lengths = new Map<number, number>();
  const lengthOf = (from: number): number => {
    const known = lengths.get(from);
    if (known !== undefined) return known;
    lengths.set(from, 1);
    const length = 1 + Math.max(0, ...(leads[from] ?? []).map(lengthOf));
    lengths.set(from, length);
    return length;
  };
  return Math.max(0, ...loops.map((_, index) => lengthOf(index)));
}

/** Positions that lead back to themselves, with those of the same loop. */
function loopsOf(follow: Positions['follow']): readonly (readonly number[])[] {
  const reached = follow.map((ways) => {
    const seen = new Set(ways);
    const queue = [...ways];
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
      for (const to of follow[one] ?? []) {
        if (seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
    return seen;
  });
  const loops: number[][] = [];
  const known = new Set<number>();
  for (const [one, ways] of reached.entries()) {
    if (known.has(one) || !ways.has(one)) continue;
    const loop = [...ways].filter((other) => reached[other]?.has(one));
    for (const other of loop) known.add(other);
    loops.push(loop);
  }
  return loops;
}

type Characters = ReadonlySet<number> | undefined;

function shares(one: Characters, other: Characters): boolean {
  for (const character of one ?? []) if (other?.has(character)) return true;
  return false;
}

function union(sets: readonly Characters[]): ReadonlySet<number> {
  return new Set(sets.flatMap((one) => [...(one ?? [])]));
}

function memo(
  count: number,
  answer: (one: number, other: number) => boolean,
): (one: number, other: number) => boolean {
  const known = new Map<number, boolean>();
  return (one, other) => {
    const key = one * count + other;
    const found = known.get(key) ?? answer(one, other);
    known.set(key, found);
    return found;
  };
}
