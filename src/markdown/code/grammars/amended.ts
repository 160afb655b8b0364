import { codeGrammars } from './code.ts';
import { configGrammars } from './config.ts';
import type { Grammar } from './prism.ts';
import { shell } from './shell.ts';

const amendments: Readonly<Record<string, (grammar: Grammar) => Grammar>> = {
  ...codeGrammars,
  ...configGrammars,
  bash: () => shell,
};

/** A grammar with what we find wanting in it. Prism's own is left as it is: others are made of it. */
export function amended(name: string, grammar: Grammar): Grammar {
  return amendments[name]?.(grammar) ?? grammar;
}
