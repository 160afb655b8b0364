import type { ExpectedLine } from '../../model/runbook.ts';
import { align, type Pairing } from './align.ts';
import {
  isMore,
  type JsonArray,
  type JsonNode,
  type JsonObject,
  type JsonScalar,
} from './json-syntax.ts';
import { matchesParts, parseAnyMarks } from './wildcard.ts';

/** Tells whether actual JSON is as expected. `isOver`: it took too much and was given up. */
export interface JsonMatcher {
  matches(expected: JsonNode, actual: JsonNode): boolean;
  readonly isOver: boolean;
}

/** As many pairs of values are compared: `...` in long lists would else take for ever. */
const mostPairs = 2_000_000;

export function jsonMatcher(): JsonMatcher {
  let left = mostPairs;
  const matches = (expected: JsonNode, actual: JsonNode): boolean => {
    left -= 1;
    if (left < 0) return false;
    switch (expected.kind) {
      case 'more':
        return true;
      case 'scalar':
        return isAny(expected) || (actual.kind === 'scalar' && matchesScalar(expected, actual));
      case 'array':
        return actual.kind === 'array' && matchesItems(expected, actual, matches);
      case 'object':
        return actual.kind === 'object' && matchesMembers(expected, actual, matches);
    }
  };
  return {
    matches,
    get isOver() {
      return left < 0;
    },
  };
}

/** `"[..]"` stands for any value. */
export function isAny(node: JsonNode): boolean {
  return node.kind === 'scalar' && node.text === '[..]';
}

function matchesScalar(expected: JsonScalar, actual: JsonScalar): boolean {
  if (expected.key === actual.key) return true;
  if (expected.text === undefined || actual.text === undefined) return false;
  const parts = parseAnyMarks(expected.text);
  return parts !== undefined && matchesParts(parts, actual.text);
}

type Matches = JsonMatcher['matches'];

function matchesMembers(expected: JsonObject, actual: JsonObject, matches: Matches): boolean {
  const found = new Map(actual.members.map(({ name, value }) => [name, value]));
  if (!expected.more && actual.members.length !== expected.members.length) return false;
  return expected.members.every(({ name, value }) => {
    const one = found.get(name);
    return one !== undefined && matches(value, one);
  });
}

/** As with lines, each stretch between two `...` is taken where it first fits. */
function matchesItems(expected: JsonArray, actual: JsonArray, matches: Matches): boolean {
  let i = 0;
  let j = 0;
  let resume: { readonly i: number; readonly j: number } | undefined;
  while (j < actual.items.length) {
    const wanted = expected.items[i];
    const found = actual.items[j];
    if (wanted !== undefined && isMore(wanted)) {
      resume = { i: i + 1, j: j + 1 };
      i += 1;
    } else if (wanted !== undefined && found !== undefined && matches(wanted, found)) {
      i += 1;
      j += 1;
    } else if (resume !== undefined) {
      ({ i, j } = resume);
      resume = { i, j: j + 1 };
    } else return false;
  }
  return expected.items.slice(i).every(isMore);
}

/** Which item stands for which, with the fewest differences; without a `...`, by their position. */
export function alignItems(
  expected: JsonArray,
  actual: JsonArray,
  { matches }: JsonMatcher,
): readonly Pairing[] {
  const { items } = expected;
  if (!items.some(isMore)) {
    return Array.from({ length: Math.max(items.length, actual.items.length) }, (_, at) => {
      if (at >= items.length) return { kind: 'extra', j: at };
      return at < actual.items.length ? { kind: 'same', i: at, j: at } : { kind: 'missing', i: at };
    });
  }
  const lines = items.map(
    (item): ExpectedLine =>
      isMore(item)
        ? { kind: 'any-lines', raw: '' }
        : { kind: 'literal', raw: '', text: '', noEol: false },
  );
  const matcher = {
    slow: [],
    matches: (i: number, j: number) => {
      const [wanted, found] = [items[i], actual.items[j]];
      if (wanted === undefined || found === undefined || isMore(wanted)) return false;
      return matches(wanted, found);
    },
  };
  return align(lines, actual.items.length, matcher);
}
