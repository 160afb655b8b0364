import { bounded } from './bounded.ts';
import { loadGrammar, type Tokenize } from './grammars/load.ts';
import { grammarFor } from './grammars/names.ts';
import { KeptBlocks } from './kept-blocks.ts';
import { inPortions } from './portions.ts';
import { classNamesFor } from './token-classes.ts';
import { type HighlightedLines, toLines } from './tokens.ts';

/** Plain where the language is unknown or not loaded. */
export type Highlight = (code: string, language: string) => HighlightedLines;

export interface Highlighter {
  /** Makes languages ready, by the names that people write. One that nobody knows is passed over. */
  load(languages: Iterable<string>): Promise<void>;
  readonly highlight: Highlight;
}

/** In characters. Longer blocks are shown plain. */
const largestBlock = 200_000;
/**
 * In characters of code: enough for the blocks of a page that is rendered again, as in `dev`. More would
 * cost a build more than it saves: of real documentation one block in seventy is there twice.
 */
const mostKept = 20_000;

/** @param onLate A block has taken too long, and is plain. */
export function createHighlighter(onLate: () => void = () => {}): Highlighter {
  const loaded = new Map<string, Tokenize>();
  const kept = new KeptBlocks(mostKept);
  return {
    async load(languages) {
      for (const language of languages) {
        const grammar = grammarFor(language);
        if (grammar !== undefined && !loaded.has(grammar)) {
          loaded.set(grammar, await loadGrammar(grammar));
        }
      }
    },
    highlight(code, language) {
      const grammar = grammarFor(language);
      const tokenize = grammar === undefined ? undefined : loaded.get(grammar);
      if (grammar === undefined || tokenize === undefined || code.length > largestBlock) {
        return plainLines(code);
      }
      const lines = kept.get(grammar, code) ?? colour(code, grammar, tokenize);
      if (lines === undefined) {
        onLate();
        return plainLines(code);
      }
      kept.set(grammar, code, lines);
      return lines;
    },
  };
}

/** What is asked for later than `patience` milliseconds from now is plain. */
export function untilLate(
  highlight: Highlight,
  patience: number,
  onLate: () => void = () => {},
): Highlight {
  const end = performance.now() + patience;
  return (code, language) => {
    if (performance.now() <= end) return highlight(code, language);
    onLate();
    return plainLines(code);
  };
}

/** Undefined where it takes too long. */
function colour(code: string, grammar: string, tokenize: Tokenize): HighlightedLines | undefined {
  const stream = bounded(() => inPortions(code, tokenize), code.length);
  return stream === undefined ? undefined : toLines(stream, classNamesFor(grammar));
}

function plainLines(code: string): HighlightedLines {
  return code.split('\n').map((text) => (text === '' ? [] : [{ text, className: undefined }]));
}
