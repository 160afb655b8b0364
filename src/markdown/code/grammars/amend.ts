import type { Grammar, Pattern, Rule } from './prism.ts';

/** Tokens set before one of the grammar's; before all of them where it has no such token. */
export function before(grammar: Grammar, token: string, added: Grammar): Grammar {
  if (!Object.hasOwn(grammar, token)) return { ...added, ...without(grammar, added) };
  return Object.fromEntries(
    Object.entries(grammar).flatMap(([name, rules]) =>
      name === token
        ? [...Object.entries(added), [name, rules]]
        : Object.hasOwn(added, name)
          ? []
          : [[name, rules]],
    ),
  );
}

function without(grammar: Grammar, gone: Grammar): Grammar {
  return Object.fromEntries(Object.entries(grammar).filter(([name]) => !Object.hasOwn(gone, name)));
}

/** The rules of a token, as patterns. */
export function patterns(rules: Grammar[string]): Pattern[] {
  if (rules === undefined) return [];
  const list = Array.isArray(rules) ? (rules as readonly Rule[]) : [rules as Rule];
  return list.map((rule) => (rule instanceof RegExp ? { pattern: rule } : rule));
}

/** A grammar whose strings show what is escaped in them. */
export function withEscapes(grammar: Grammar, escapes: RegExp = commonEscape): Grammar {
  const changed: Grammar = {};
  for (const token of ['string', 'char', 'property']) {
    if (grammar[token] === undefined) continue;
    changed[token] = patterns(grammar[token]).map((rule) =>
      rule.inside === undefined ? { ...rule, inside: { escape: escapes } } : rule,
    );
  }
  return { ...grammar, ...changed };
}

const commonEscape =
  /\\(?:u\{[\da-fA-F]{1,6}\}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|x[\da-fA-F]{2}|[0-7]{1,3}|[^\w\s]|[a-zA-Z0])/;
