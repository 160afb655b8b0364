/** The part of Prism that refractor hands through: more than its types say. */
export interface Prism {
  readonly languages: Record<string, Grammar | undefined>;
  readonly hooks: { run(name: string, about: Hooked): void };
  register(syntax: unknown): void;
  tokenize(code: string, grammar: Grammar): PrismStream;
}

/** Tokens in the order in which they are looked for. What is greedy may take over what was found before. */
export interface Grammar {
  [token: string]: Rule | readonly Rule[] | Grammar | undefined;
}

export type Rule = RegExp | Pattern;

export interface Pattern {
  readonly pattern: RegExp;
  /** The first group stands before the token. */
  readonly lookbehind?: boolean;
  /** Looked for in the whole text, not only in what is left of it. */
  readonly greedy?: boolean;
  readonly alias?: string | readonly string[];
  readonly inside?: Grammar;
}

export interface Hooked {
  readonly language: string;
  readonly grammar: Grammar;
  code: string;
  tokens?: PrismStream;
}

/** What the tokenizer answers: text, and tokens that hold more of both. */
export type PrismStream = string | PrismToken | readonly (string | PrismToken)[];

export interface PrismToken {
  readonly type: string;
  readonly alias?: string | readonly string[] | null;
  readonly content: PrismStream;
}
