import type { HighlightedLines } from './tokens.ts';

/** Blocks that were coloured before. When there is too much of them, all are dropped. */
export class KeptBlocks {
  readonly #most: number;
  readonly #ofGrammar = new Map<string, Map<string, HighlightedLines>>();
  #size = 0;

  /** @param most characters of code, in all. */
  constructor(most: number) {
    this.#most = most;
  }

  get(grammar: string, code: string): HighlightedLines | undefined {
    return this.#ofGrammar.get(grammar)?.get(code);
  }

  set(grammar: string, code: string, lines: HighlightedLines): void {
    const blocks = this.#ofGrammar.get(grammar) ?? new Map<string, HighlightedLines>();
    this.#ofGrammar.set(grammar, blocks);
    if (blocks.has(code)) return;
    if (this.#size + code.length > this.#most) {
      this.#size = 0;
      for (const others of this.#ofGrammar.values()) others.clear();
    }
    this.#size += code.length;
    blocks.set(code, lines);
  }
}
