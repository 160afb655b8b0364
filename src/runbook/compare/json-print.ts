import { alignItems, isAny, type JsonMatcher } from './json-match.ts';
import type { JsonMember, JsonNode } from './json-syntax.ts';

/** A piece of JSON, and the text that its places are in. */
export interface JsonText {
  readonly node: JsonNode;
  readonly text: string;
  /** The keys are printed as they stand, and not in the order of the alphabet. */
  readonly keepsOrder?: boolean | undefined;
}

const indent = '  ';

/** JSON on lines, numbers as they are written. */
export function printJson({ node, text, keepsOrder }: JsonText, margin = ''): string {
  const inner = margin + indent;
  const print = (one: JsonNode): string => printJson({ node: one, text, keepsOrder }, inner);
  if (node.kind === 'array') return bracketed('[]', node.items.map(print), margin);
  if (node.kind === 'object') {
    const ordered = keepsOrder ? node.members : sorted(node.members);
    const members = ordered.map(({ name, value }) => `${JSON.stringify(name)}: ${print(value)}`);
    return bracketed('{}', node.more ? [...members, '...'] : members, margin);
  }
  return node.kind === 'more' ? '...' : text.slice(node.start, node.end);
}

/**
 * The expected JSON in the same form, in which everything that holds is shown as what it stands for;
 * what does not is as the page has it.
 */
export function printAdopted(
  wanted: JsonText,
  found: JsonText,
  matcher: JsonMatcher,
  margin = '',
): string {
  const inner = margin + indent;
  const both = (expected: JsonNode, actual: JsonNode): string =>
    printAdopted({ ...wanted, node: expected }, { ...found, node: actual }, matcher, inner);
  const [expected, actual] = [wanted.node, found.node];
  if (isAny(expected) || matcher.matches(expected, actual)) return printJson(found, margin);
  const actually = (node: JsonNode): string => printJson({ ...found, node }, inner);
  if (expected.kind === 'array' && actual.kind === 'array') {
    const items = alignItems(expected, actual, matcher).flatMap((pair): readonly string[] => {
      const one = 'i' in pair ? expected.items[pair.i] : undefined;
      const other = 'j' in pair ? actual.items[pair.j] : undefined;
      if (pair.kind === 'skipped') return other === undefined ? [] : [actually(other)];
      if (one === undefined || pair.kind === 'extra' || one.kind === 'more') return [];
      return [other === undefined ? printJson({ ...wanted, node: one }, inner) : both(one, other)];
    });
    return bracketed('[]', items, margin);
  }
  if (expected.kind === 'object' && actual.kind === 'object') {
    const values = new Map(actual.members.map(({ name, value }) => [name, value]));
    const known = new Set(expected.members.map(({ name }) => name));
    const shown = [
      ...expected.members.map((member) => ({ member, isExpected: true })),
      ...actual.members
        .filter(({ name }) => expected.more && !known.has(name))
        .map((member) => ({ member, isExpected: false })),
    ].sort((a, b) => byName(a.member, b.member));
    const members = shown.map(({ member: { name, value }, isExpected }) => {
      const other = values.get(name);
      const printed = !isExpected
        ? actually(value)
        : other === undefined
          ? printJson({ ...wanted, node: value }, inner)
          : both(value, other);
      return `${JSON.stringify(name)}: ${printed}`;
    });
    return bracketed('{}', members, margin);
  }
  return printJson(wanted, margin);
}

function bracketed(brackets: string, parts: readonly string[], margin: string): string {
  const [open, close] = [brackets.charAt(0), brackets.charAt(1)];
  if (parts.length === 0) return brackets;
  const lines = parts.map((part) => `${margin}${indent}${part}`);
  return `${open}\n${lines.join(',\n')}\n${margin}${close}`;
}

function sorted(members: readonly JsonMember[]): readonly JsonMember[] {
  return [...members].sort(byName);
}

function byName(a: JsonMember, b: JsonMember): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
