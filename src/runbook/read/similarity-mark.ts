import type { Span } from '../../model/source.ts';

/**
 * What Innovation Engine reads in a comment before a block of output
 * (https://github.com/Azure/InnovationEngine, `internal/parsers/markdown.go`):
 * `<!-- expected_similarity=0.8 -->`, or a regular expression in quotes that is looked for in the output.
 */
export type SimilarityMark = { readonly span: Span } & (
  | { readonly kind: 'score'; readonly least: number }
  | { readonly kind: 'pattern'; readonly pattern: string }
  /** It is neither. */
  | { readonly kind: 'wrong'; readonly written: string }
);

const longest = 2000;

/** Reads an HTML node; undefined for one that is no such comment. */
export function readSimilarity(html: string, span: Span): SimilarityMark | undefined {
  if (html.length > longest) return undefined;
  const [, inside] = /^<!--\s*expected_similarity\s*=(.*)-->\s*$/s.exec(html) ?? [];
  if (inside === undefined || inside.includes('-->')) return undefined;
  const written = inside.trim();
  const [, pattern] = /^"([^\n]+)"$/.exec(written) ?? [];
  if (pattern !== undefined) return { kind: 'pattern', pattern, span };
  const least = /^\d{1,3}(?:\.\d{0,10})?$/.test(written) ? Number(written) : Number.NaN;
  return least >= 0 && least <= 1
    ? { kind: 'score', least, span }
    : { kind: 'wrong', written, span };
}
