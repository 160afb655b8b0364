import { amended } from './amended.ts';
import type { Hooked, Prism, PrismStream } from './prism.ts';

export type Tokenize = (code: string) => PrismStream;

/**
 * A grammar takes in others where they are there already. What it finds must not depend on which others
 * a build has met before, so those come before it; and these, which add to one another, before all.
 */
const first = ['markup', 'css', 'javascript'];
const companions: Readonly<Record<string, readonly string[]>> = {
  graphql: ['yaml', 'markdown'],
  haxe: ['regex'],
  http: ['json'],
  markdown: ['yaml'],
  sas: ['sql', 'groovy', 'lua'],
  vala: ['regex'],
};

/** All that is registered for a grammar, in its order. */
export function orderFor(name: string): readonly string[] {
  return [...first, ...(companions[name] ?? []), name];
}

const loaded = new Map<string, Promise<Tokenize>>();

/** The tokenizer of a grammar that `names.ts` knows. Each is loaded once in a process. */
export function loadGrammar(name: string): Promise<Tokenize> {
  const known = loaded.get(name) ?? load(name);
  loaded.set(name, known);
  return known;
}

async function load(name: string): Promise<Tokenize> {
  const { refractor } = await import('refractor/core');
  const { languages, hooks, register, tokenize } = refractor as unknown as Prism;
  for (const one of orderFor(name)) {
    const { default: syntax }: { readonly default: unknown } = await import(`refractor/${one}`);
    register(syntax);
  }
  const grammar = amended(name, languages[name] ?? {});
  return (code) => {
    const about: Hooked = { language: name, grammar, code };
    hooks.run('before-tokenize', about);
    about.tokens = tokenize(about.code, about.grammar);
    hooks.run('after-tokenize', about);
    return about.tokens;
  };
}
