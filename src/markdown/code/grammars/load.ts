import { amended } from './amended.ts';
import type { Grammar, Hooked, Prism, PrismStream } from './prism.ts';

export type Tokenize = (code: string) => PrismStream;

/**
 * These add to one another when they come in this order, so they come first: what a grammar finds must
 * not depend on which others a build has met before.
 */
const first = ['markup', 'css', 'javascript'];

let prism: Promise<Prism> | undefined;
const loaded = new Map<string, Promise<Tokenize>>();

/** The tokenizer of a grammar that `names.ts` knows. Each is loaded once in a process. */
export function loadGrammar(name: string): Promise<Tokenize> {
  const known = loaded.get(name) ?? load(name);
  loaded.set(name, known);
  return known;
}

async function load(name: string): Promise<Tokenize> {
  prism ??= loadPrism();
  const { languages, hooks, tokenize } = await register(await prism, name);
  const grammar: Grammar = amended(name, languages[name] ?? {});
  return (code) => {
    const about: Hooked = { language: name, grammar, code };
    hooks.run('before-tokenize', about);
    about.tokens = tokenize(about.code, about.grammar);
    hooks.run('after-tokenize', about);
    return about.tokens;
  };
}

async function loadPrism(): Promise<Prism> {
  const { refractor } = await import('refractor/core');
  const core = refractor as unknown as Prism;
  for (const name of first) await register(core, name);
  return core;
}

async function register(core: Prism, name: string): Promise<Prism> {
  const { default: syntax }: { readonly default: unknown } = await import(`refractor/${name}`);
  core.register(syntax);
  return core;
}
